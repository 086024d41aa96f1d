/**
 * What users depend on: one member's handle on its cluster.
 *
 * <pre>
 *   your code ── Cluster ── ClusterNode ── Stack ── the world
 *                   │
 *                 Host: the node's own thread, and threads for listeners
 * </pre>
 *
 * <p>The same classes stand on real sockets and on the simulator's virtual time; only the
 * {@link io.hearsay.cluster.Host} differs.
 */
@NullMarked
package io.hearsay.cluster;

import org.jspecify.annotations.NullMarked;
