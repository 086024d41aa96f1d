/**
 * What a node really runs: the composites, and the Environment that they stand on.
 *
 * <pre>
 *   Cluster ── composite (wires protocols, decides nothing)
 *                  │ Environment
 *               Stack: frames, packing per peer, sessions, keys, replay windows, links, budget
 *                  │ Carrier
 *        node: sockets, cipher, disk      sim: virtual network
 * </pre>
 */
@NullMarked
package io.hearsay.stack;

import org.jspecify.annotations.NullMarked;
