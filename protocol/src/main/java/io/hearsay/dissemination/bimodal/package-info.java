/**
 * Bimodal multicast (pbcast): each message reaches almost everybody or almost nobody, and soon.
 *
 * <p><b>Problem.</b> A publisher that talks at a steady rate should be heard at that rate by all that are healthy, in
 * its order, however many of the others are slow; and whoever missed something should be told so. Waiting for
 * everybody's acknowledgement gives the publisher the pace of the slowest.
 *
 * <p><b>Paper.</b> Birman, Hayden, Ozkasap, Xiao, Budiu, Minsky, <i>Bimodal multicast</i>, TOCS 1999: 3 (the protocol),
 * 4 (the optimisations: newest first, limits of retransmission, refusal of stale requests), 5 (the analysis;
 * {@code io.hearsay.theory.ReedFrost} evaluates it).
 *
 * <pre>
 *   publisher               B                       C (missed it)
 *   │ Mail(s, payload) ────▶│ ─ ─ ─ ─ lost ─ ─ ─ ─ ▶│     first phase: unreliable, at once
 *   │                       │                       │
 *   │                       │ Digest(round) ───────▶│     each round, to beta random peers
 *   │                       │◀──── Solicit(round) ──┤     what is missing, the newest first
 *   │                       │ Repair(s, payload) ──▶│     within a budget a round, once to each who asks
 * </pre>
 *
 * <p>A message is kept, and gossiped about, for so many rounds after it came here, then collected. A gap that is not
 * filled within so many rounds is given up: {@link io.hearsay.dissemination.bimodal.Lost} says so, and what came behind
 * it is delivered.
 *
 * <p>Deviation: the paper's first phase is IP multicast or a tree; ours is direct mail to random peers, up to all.
 *
 * <p>Deviation: in the paper one contact passes a message on; here that takes three packets, so that a payload travels
 * only to who lacks it. A contact is lost if one of the three is; the lab's experiment loses contacts as the paper's
 * analysis does, and packets on request (docs/protocols/bimodal.md).
 */
@NullMarked
package io.hearsay.dissemination.bimodal;

import org.jspecify.annotations.NullMarked;
