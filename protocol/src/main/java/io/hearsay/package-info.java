/**
 * What every protocol stands on: the port to the world, identities, and the shapes of messages, timers and events.
 *
 * <pre>
 *            receive, expire, linkUp …                 send, schedule, emit …
 *   world  ───────────────────────────▶  Protocol  ───────────────────────────▶  Environment
 * </pre>
 *
 * <p>A protocol is a plain single-threaded object. It has no clock, no socket, no thread: what it needs it asks of its
 * {@link io.hearsay.Environment}, and whoever drives it (a node on real sockets, the simulator) is not its business.
 */
@NullMarked
package io.hearsay;

import org.jspecify.annotations.NullMarked;
