/**
 * A ring of idle links: each member keeps one to its next few members on a ring of name hashes (consistent hashing,
 * Karger et al., STOC 1997, for the ring).
 *
 * <pre>
 *        A ──────▶ B ──────▶ C        B is killed: its kernel closes its sockets at once
 *                  ╳
 *        A ◀─ FIN ─┘└─ FIN ─▶ C      A and C know within a round trip that something happened to B
 * </pre>
 *
 * <p>A link that goes down without a goodbye is evidence to be checked, never a verdict: this chapter emits
 * {@link io.hearsay.membership.MembershipSignal.LinkLost} and decides nothing. An idle link costs no traffic. The crash
 * of a whole <i>host</i> shows nothing on it: probes find that.
 */
@NullMarked
package io.hearsay.membership.watch;

import org.jspecify.annotations.NullMarked;
