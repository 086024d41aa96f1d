/**
 * Push-pull averaging: after a few exchanges everybody holds the average of all values.
 *
 * <p><b>Problem.</b> What is the mean load of the cluster, how many nodes are there? Every node is to know, always,
 * with nobody in charge.
 *
 * <p><b>Paper.</b> Jelasity, Montresor, Babaoglu, <i>Gossip-based aggregation in large dynamic networks</i>, TOCS 2005:
 * 3 (the exchange and its convergence), 4 (epochs, joining).
 *
 * <pre>
 *   A (value a)                      B (value b)
 *   │ Request(a) ───────────────────▶│   b := (a + b) / 2
 *   │◀──────────── Reply(a - b) / 2 ─┤   a := a - (a - b) / 2 = (a + b) / 2
 * </pre>
 *
 * <p>The variance falls by a factor in each cycle of n exchanges: 1/4 where perfect matchings meet, 1/e for random
 * pairs, 1/(2 sqrt e) where everybody begins one; {@code io.hearsay.theory.AveragingLaws} has them. A lost request
 * changes nothing; a lost reply changes the sum, which stays wrong until the next epoch.
 *
 * <p>Deviation: the reply carries what has moved, not B's value. Where A has taken part in another exchange meanwhile,
 * setting it to (a + b)/2 would change the sum; taking off what B has put on never does (AveragingTest).
 *
 * <p>Other aggregates are averages: a count is one over the average of a 1 and all zeros, a sum is count times average.
 */
@NullMarked
package io.hearsay.computation.averaging;

import org.jspecify.annotations.NullMarked;
