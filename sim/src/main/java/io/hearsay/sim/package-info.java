/**
 * The simulator: the production protocols on virtual time and a virtual network, repeatable from a seed.
 *
 * <pre>
 *   World ── one event queue, time, chance
 *     ├── SimNode …   a name, a host, a disk; start, crash, pause, stall, clocks
 *     │     └── SimProcess   one life: the production stack (frames) or an environment of its own (objects)
 *     ├── Network     latency, loss, partitions; a Path for what differs from one host to another
 *     ├── Streams     what TCP promises, and how it breaks
 *     ├── Trace       all that happened as one hash
 *     └── Invariant … what must hold all the time
 * </pre>
 *
 * <p>Nothing here is shared between worlds: as many may run at once as there are cores.
 */
@NullMarked
package io.hearsay.sim;

import org.jspecify.annotations.NullMarked;
