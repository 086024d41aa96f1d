/**
 * HyParView: a small symmetric view over links, kept whole from a larger one that shuffles keep fresh.
 *
 * <p><b>Problem.</b> Broadcast needs few neighbours that are surely alive; repair after most nodes have died at once
 * needs many addresses, of which some still are. One view cannot be both.
 *
 * <p><b>Paper.</b> Leitão, Pereira, Rodrigues, <i>HyParView: a membership protocol for reliable gossip-based
 * broadcast</i>, DSN 2007, 4; the optimisation after Leitão, Marques, Pereira, Rodrigues, <i>X-BOT: a protocol for
 * resilient optimization of unstructured overlay networks</i>, TPDS 2012, 3.
 *
 * <pre>
 *   N, a newcomer      C, its contact            E, where a walk of 6 steps ends
 *   │ Join ───────────▶│                         │
 *   │◀╌╌╌╌╌╌ Challenge ┤ by datagram, to where N says it is
 *   │ Response ───────▶│ ForwardJoin(N) ──▶ … ──▶│ at 3 steps left: N goes into the passive view
 *   │◀──────── Accept ─┤                         │
 *   │◀──────────────────────────── Neighbor(high)┤ E dials N
 *   │ Accept ───────────────────────────────────▶│
 *
 *   A, that lost a neighbour         B, from A's passive view
 *   │ Neighbor(low) ────────────────▶│ Accept if there is a free place, else Refuse: A asks the next
 *   │ Ping ─────────────────────────▶│ on links that were silent for a while; no Pong: B is dead
 *   │ Shuffle(6, peers) ──▶ … ──▶ E  │
 *   │◀╌╌╌╌╌╌╌╌╌ ShuffleReply(peers) ╌┤ by datagram
 * </pre>
 *
 * <p>Deviation: who asks to be a neighbour is challenged by datagram at its advertised address first, once. Otherwise
 * nodes that nobody can dial would fill views from which nobody can repair (HyParViewTest).
 *
 * <p>Deviation: links that are silent are pinged. The paper finds the dead by failed sends; a neighbour's place, full
 * of somebody dead, then refuses those who look for one until the next broadcast.
 *
 * <p>Deviation: in each shuffle period one passive peer is called directly, by datagram; one that does not answer goes.
 * So the passive view forgets the dead, and what fell apart finds together again: whoever has lost everybody hears from
 * those that still know it.
 *
 * <p>Deviation: neighbours that were lost, up to 32, are called as well, and one that answers is taken in whatever it
 * costs. Two halves of a split fill their views from within; nobody in them would look for the other half when the
 * split is over (TreeSimulationTest).
 *
 * <p>Deviation: while its passive view has room, a node joins through a contact that it does not know as well, so that
 * islands of nodes that started at once find together (TreeSimulationTest).
 */
@NullMarked
package io.hearsay.sampling.hyparview;

import org.jspecify.annotations.NullMarked;
