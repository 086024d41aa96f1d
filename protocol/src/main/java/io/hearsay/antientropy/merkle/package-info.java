/**
 * A hash tree over the items of a replica, and the descent into those of its branches that differ.
 *
 * <p><b>Problem.</b> Two sets of a million items differ in many places. Finding them should cost in proportion to those
 * places, not to the million, and a write must not wait for it.
 *
 * <p><b>Papers.</b> Merkle, <i>A digital signature based on a conventional encryption function</i>, CRYPTO 1987 (the
 * tree); DeCandia and others, <i>Dynamo</i>, SOSP 2007, 4.7 (its use between replicas).
 *
 * <pre>
 *   A                                     B
 *   │ Ask(the root) ─────────────────────▶│
 *   │◀────────── Nodes(16 children's hashes) ─┤   A compares with its own
 *   │ Ask(those that differ) ────────────▶│   up to 48 at once, four such messages on their way
 *   │◀──── Nodes(hashes …, items of leaves) ─┤   a leaf of at most 32 items is told whole
 * </pre>
 *
 * <p>{@link io.hearsay.antientropy.merkle.Ranges} is another descent with the same tree (Meyer, <i>Range-based set
 * reconciliation</i>, SRDS 2023): by ranges of as many items each, which both sides split. Measured, it takes fewer
 * round trips and more bytes; nodes do not use it.
 *
 * <p>A node of the tree covers the items that share their first bits, four bits a level. Its hash is the exclusive or
 * of its items, which are keyed hashes themselves: so a write changes one number on each level, about log16 n of them,
 * in whatever order writes come, and replicas need not have the same tree to compare a branch. Two different sets under
 * one branch have one hash with probability 2^-64; who knows the secret could construct them, and then also the
 * entries.
 *
 * <p>Deviation: the usual trees are over keys, or over prefixes and keys, and have versions in their leaves. Ours is
 * over the items, which are hashes of key and version: its depth is log16 n whatever the keys, everything that compares
 * works with 64-bit numbers alone, and it answers which entry an item is by walking down. The price: an entry that has
 * changed is two differences in two places, not one.
 */
@NullMarked
package io.hearsay.antientropy.merkle;

import org.jspecify.annotations.NullMarked;
