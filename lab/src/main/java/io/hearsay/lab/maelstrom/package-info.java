/**
 * A node for the public Maelstrom workbench: production code under somebody else's checker.
 *
 * <p><b>Protocol.</b> The workbench starts one process per node and carries JSON messages, one a line, between their
 * standard input and output; it delays and drops them, and counts. {@link io.hearsay.lab.maelstrom.MaelstromNode}
 * answers its workload {@code broadcast}. The broadcasts travel by bimodal multicast on the production stack, whose
 * datagrams are the workbench's messages: the first phase goes to all other nodes at once, digests bring what was lost.
 *
 * <pre>
 *   client                   n0                          n1
 *   │ broadcast(7) ─────────▶│ gossip(frames) ──────────▶│     Mail: to each other node, at once or in batches
 *   │◀───────── broadcast_ok │                           │
 *   │                        │ gossip(frames) ──────────▶│     Digest: now and then, to one at random
 *   │                        │◀────────── gossip(frames) │     Solicit, answered by Repair
 *   │ read ──────────────────────────────────────────────▶│
 *   │◀─────────────────────────────────────── read_ok(7) │
 * </pre>
 */
@NullMarked
package io.hearsay.lab.maelstrom;

import org.jspecify.annotations.NullMarked;
