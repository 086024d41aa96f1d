/**
 * Plumtree: broadcast along a tree that the first message has drawn, with announcements on all other links.
 *
 * <p><b>Problem.</b> Flooding an overlay reaches everybody and sends each message as often as there are links; a tree
 * sends it once to each node and loses whole branches with a node. Both at once are wanted.
 *
 * <p><b>Paper.</b> Leitão, Pereira, Rodrigues, <i>Epidemic broadcast trees</i>, SRDS 2007, 3 (the tree and its repair),
 * 3.8 (optimisation).
 *
 * <pre>
 *   A                    B                    C
 *   │ Gossip(m, 1) ─────▶│ Gossip(m, 2) ─────▶│      to eager neighbours at once
 *   │ Gossip(m, 1) ──────────────────────────▶│      a second copy:
 *   │                    │◀──────────── Prune ┤      whoever sent it is lazy from now on
 *   │ IHave(m, 1) ───────│───────────────────▶│      to lazy neighbours, many in one
 *   │◀────────────────────────────── Graft(m) ┤      announced, and not here in time: A is eager again
 *   │ Gossip(m, 1) ──────────────────────────▶│      and sends it
 * </pre>
 *
 * <p>Deviation: an announcement of a message that is here already may shorten the tree as well as one that came before
 * it. Announcements wait to travel together, so most come after the message (PlumtreeTest).
 *
 * <p>Deviation: new neighbours announce to each other what they have kept. A message that went by while a node had lost
 * its neighbours reaches it so (TreeSimulationTest).
 *
 * <p>Deviation: what a link has no room for is announced instead, so a slow neighbour delays nobody and takes what it
 * can.
 */
@NullMarked
package io.hearsay.dissemination.plumtree;

import org.jspecify.annotations.NullMarked;
