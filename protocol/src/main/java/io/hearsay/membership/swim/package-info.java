/**
 * SWIM: who still answers (Das, Gupta, Motivala, <i>SWIM: Scalable Weakly-consistent Infection-style Process Group
 * Membership Protocol</i>, DSN 2002), with Lifeguard (Dadgar, Phillips, Currey, arXiv 1707.00788).
 *
 * <pre>
 *   A                        B                       k helpers
 *   │ Ping(seq)              │                          │     once a period, B by shuffled round-robin
 *   ├───────────────────────▶│                          │
 *   │◀──────────────── Ack ──┤                          │
 *   │                        │                          │
 *   │ ... no Ack within the probe time-out ...          │
 *   ├── PingReq(B) ────────────────────────────────────▶│
 *   ├── StreamPing on a link ▶│◀───────────── Ping ─────┤
 *   │◀─ StreamAck ───────────┤├───────────── Ack ──────▶│
 *   │◀───────────────────────────────────── RelayedAck ─┤     or Nack: "I heard nothing, but I am here"
 *   │                                                   │
 *   │ ... nothing by the end of the period: Suspect(B) spreads; B refutes by a higher incarnation, or is confirmed dead
 * </pre>
 *
 * <p>Updates about members ride on all of these, and in rounds of their own while there is news.
 *
 * <p>Deviations, each an option that {@link io.hearsay.membership.swim.SwimConfig} names:
 *
 * <ul>
 *   <li>Deviation: rounds of gossip besides piggybacking, as memberlist has, so that news need not wait for probes.
 *   <li>Deviation: a probe over a stream beside the indirect ones: "TCP works, UDP does not" is a diagnosis.
 *   <li>Deviation: <i>summons</i>: members chosen by rank probe a new suspect at once, so that independent
 *       confirmations do not wait for chance; the minimum time-out is then a constant, set by how long a refutation
 *       takes to travel, and does not grow with log n. Off in the Lifeguard runs of the lab.
 *   <li>Deviation: a gap in the own clock (a pause) lowers the own standing and voids what was in progress, before
 *       anybody is accused.
 * </ul>
 */
@NullMarked
package io.hearsay.membership.swim;

import org.jspecify.annotations.NullMarked;
