/**
 * Anti-entropy: two nodes find out how their data differ, and exchange just that.
 *
 * <p><b>Problem.</b> Two replicas hold a million entries each and differ in a few, or in none. They are to agree again
 * for a price that follows the difference, not the size, while writes go on.
 *
 * <p><b>Papers.</b> Demers, Greene, Hauser, Irish, Larson, Shenker, Sturgis, Swinehart, Terry, <i>Epidemic algorithms
 * for replicated database maintenance</i>, PODC 1987, 1.3 (checksums and recent updates first). How a difference is
 * searched for is a {@link io.hearsay.antientropy.Method}: the rateless sketches of {@code .riblt}, the hash tree of
 * {@code .merkle}.
 *
 * <pre>
 *   A                                       B
 *   │ Open(sum, count, scope) ─────────────▶│   for each scope that both hold
 *   │◀──────────── Opened(sum, count, lag) ─┤   equal: that was all, one hash each way
 *   │                                       │   A's sum is one that B had a moment ago: B sends what came since (lag)
 *   │                                       │   B's sum is one that A had a moment ago: A does
 *   │ … the messages of a method … ◀───────▶│   else: which items are only here, which only there?
 *   │ Want(items) ─────────────────────────▶│   while they are found
 *   │◀───────────────────── Entries(bytes) ─┤
 *   │ Entries(bytes) ──────────────────────▶│
 *   │ Done(sum) ───────────────────────────▶│
 *   │◀─────────────────────────── Done(sum) ─┤
 * </pre>
 *
 * <p>What only some nodes hold is a {@link io.hearsay.antientropy.Scope} of its own: those compare it among themselves.
 *
 * <p>An <i>item</i> is 64 bits that stand for one entry as it is: a {@link io.hearsay.antientropy.SipHash} of its key
 * and version under a secret of the cluster, so that nobody outside can craft entries that collide or that no sketch
 * peels. A changed entry is one item less and one more. The <i>sum</i> of a set is the exclusive or of its items: it
 * costs one operation per write, in any order, and two sets of items that nobody could choose have the same one with
 * probability 2^-64. We wrote SipHash-2-4 for it, of which the JDK has no equal: it is made for short inputs, and
 * HMAC-SHA-256 takes about ten times as long, which a million entries at start would show.
 */
@NullMarked
package io.hearsay.antientropy;

import org.jspecify.annotations.NullMarked;
