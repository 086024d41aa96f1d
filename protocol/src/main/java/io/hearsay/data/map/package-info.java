/**
 * Replicated maps: everybody holds all of them, or those that a rule names, and any of these writes, also while the
 * cluster is split.
 *
 * <p><b>Problem.</b> A few thousand settings, flags and counters are to be the same at every node, readable without
 * asking anybody, writable anywhere and at any time; deletes are to stay deleted.
 *
 * <p><b>Papers.</b> Demers, Greene, Hauser, Irish, Larson, Shenker, Sturgis, Swinehart, Terry, <i>Epidemic algorithms
 * for replicated database maintenance</i>, PODC 1987: what is written is mongered as a rumor at once, and anti-entropy
 * repairs what that has missed (1.3, 1.4), deletes leave death certificates (2). What stands under a key merges:
 * {@code io.hearsay.data}.
 *
 * <pre>
 *   writer                         everybody else
 *   │ delta = policy(held, write)    │
 *   │ held = held.merge(delta)       │
 *   │ delta ── as a rumor ──────────▶│ held = held.merge(delta)
 *   │                                │
 *   │ … reconciles with one at random now and then, with who comes or comes back soon: entries ◀──▶ entries
 * </pre>
 *
 * <p>{@link io.hearsay.data.map.Maps} holds the state and decides what is taken in. What carries deltas, compares
 * replicas and stores are ports: {@code stack} wires them.
 */
@NullMarked
package io.hearsay.data.map;

import org.jspecify.annotations.NullMarked;
