package io.hearsay.membership.swim;

import java.time.Duration;

/**
 * How long a suspect has to refute. {@code Min = alpha max(1, log10 n) period}, or {@code floor} where members are
 * summoned; {@code Max = beta Min}; the time-out falls from Max to Min with the logarithm of independent confirmations
 * (Lifeguard, IV-B).
 *
 * @param alpha default 5 (Lifeguard)
 * @param beta default 6 (Lifeguard); 1 is a fixed time-out
 * @param confirmations how many independent accusers bring the time-out down to Min; default 3 (Lifeguard, K)
 * @param buddy whether a probe of a suspect tells it first of all that it is suspected; default true (Lifeguard, IV-C)
 * @param summoned how many members, chosen by rank, probe a new suspect at once; 0 waits for chance; default 4
 *     (measured, docs/protocols/swim.md)
 * @param floor Min where members are summoned: above the longest pause to be forgiven, less one period; default 2.4 s
 *     on a LAN
 */
public record SuspicionConfig(
        double alpha, double beta, int confirmations, boolean buddy, int summoned, Duration floor) {

    public SuspicionConfig {
        if (!(alpha > 0 && alpha <= 1_000))
            throw new IllegalArgumentException("alpha must be above 0 and at most 1000, was " + alpha);
        if (!(beta >= 1 && beta <= 1_000)) throw new IllegalArgumentException("beta must be 1..1000, was " + beta);
        if (confirmations < 0 || confirmations > 7)
            throw new IllegalArgumentException("confirmations must be 0..7, was " + confirmations);
        if (summoned < 0 || summoned > 16)
            throw new IllegalArgumentException("summoned must be 0..16, was " + summoned);
        if (floor.isNegative()) throw new IllegalArgumentException("floor must be 0 or more, was " + floor);
    }

    /** A fixed time-out, as in SWIM's paper; alpha as in Lifeguard's comparison. */
    static SuspicionConfig classic() {
        return new SuspicionConfig(5, 1, 0, false, 0, Duration.ZERO);
    }

    /** As in Lifeguard's paper. */
    static SuspicionConfig lifeguard() {
        return new SuspicionConfig(5, 6, 3, true, 0, Duration.ZERO);
    }

    /** Lifeguard with summons and a constant minimum. */
    static SuspicionConfig summoning(Duration floor) {
        return new SuspicionConfig(5, 6, 3, true, 4, floor);
    }

    /** The same with another minimum where members are summoned. */
    public SuspicionConfig withFloor(Duration newFloor) {
        return new SuspicionConfig(alpha, beta, confirmations, buddy, summoned, newFloor);
    }

    /** The shortest time-out in a cluster of {@code n}. */
    long minNanos(int n, long periodNanos) {
        if (summoned > 0) return floor.toNanos();
        return (long) (alpha * Math.max(1, StrictMath.log10(n)) * periodNanos);
    }

    /**
     * The time-out after some independent confirmations.
     *
     * @param confirmed how many accusers there are besides the first
     * @param n the cluster's size; with fewer than the wanted confirmers in it, fewer are waited for
     */
    long timeoutNanos(int confirmed, int n, long periodNanos) {
        long min = minNanos(n, periodNanos);
        int wanted = Math.min(confirmations, n - 2);
        if (wanted <= 0) return min;
        double max = beta * (double) min;
        double fallen = StrictMath.log(confirmed + 1.0) / StrictMath.log(wanted + 1.0);
        return (long) Math.max((double) min, max - (max - min) * fallen);
    }
}
