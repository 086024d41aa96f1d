/**
 * Data that replicas change apart and merge: clocks, and values that converge whatever order changes come in.
 *
 * <p><b>Problem.</b> Anybody may write anywhere, at any time, also while the cluster is split. When all have heard all,
 * all must hold the same, with no write lost that nobody meant to replace.
 *
 * <p><b>Papers.</b> Kulkarni, Demirbas, Madappa, Avva, Leone, <i>Logical physical clocks</i>, OPODIS 2014
 * ({@link io.hearsay.data.HybridClock}). Shapiro, Preguiça, Baquero, Zawirski, <i>A comprehensive study of convergent
 * and commutative replicated data types</i>, INRIA 2011 (counters, sets). Almeida, Shoker, Baquero, <i>Delta state
 * replicated data types</i>, 2018, 7 (causal types, maps). Preguiça, Baquero, Almeida, Fonte, Gonçalves, <i>Dotted
 * version vectors</i>, 2010 ({@link io.hearsay.data.MvRegister}).
 *
 * <p>Every {@link io.hearsay.data.Crdt} is immutable. A mutator answers a <i>delta</i>, a value of the same type that
 * holds just the change; whoever merges it, once or often, early or late, has made the change:
 *
 * <pre>
 *   A                                     B
 *   │ delta = set.add(A, x)               │
 *   │ set = set.merge(delta)              │
 *   │ delta ─────────────────────────────▶│ set = set.merge(delta)
 *   │ set ───────────────────────────────▶│ set = set.merge(theirs)      changes nothing any more
 * </pre>
 *
 * <p>A <i>replica</i> is a number that no other process uses: a node's instance. A process that has lost its state must
 * come back under another number, or it would use one {@link io.hearsay.data.Dot} for two changes.
 */
@NullMarked
package io.hearsay.data;

import org.jspecify.annotations.NullMarked;
