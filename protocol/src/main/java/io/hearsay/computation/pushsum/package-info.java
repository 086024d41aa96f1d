/**
 * Push-sum: sums and averages by halving what one has and giving the other half away.
 *
 * <p><b>Problem.</b> As push-pull averaging, where nobody answers: one message per node and round, and what is lost
 * takes value and weight with it, so that the estimate stays nearly right.
 *
 * <p><b>Paper.</b> Kempe, Dobra, Gehrke, <i>Gossip-based computation of aggregate information</i>, FOCS 2003.
 *
 * <pre>
 *   A (sum s, weight w)              B
 *   │ keeps s/2, w/2                 │
 *   │ Share(s/2, w/2) ──────────────▶│   adds both to its own; everybody's estimate is s / w
 * </pre>
 *
 * <p>With w = 1 everywhere the estimates tend to the average, with w = 1 at one node and 0 elsewhere to the sum. The
 * sums of s and of w never change while nothing is lost. The error is below epsilon everywhere, with probability 1 -
 * delta, after O(log n + log 1/epsilon + log 1/delta) rounds.
 */
@NullMarked
package io.hearsay.computation.pushsum;

import org.jspecify.annotations.NullMarked;
