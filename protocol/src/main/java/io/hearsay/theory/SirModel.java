package io.hearsay.theory;

/**
 * The general epidemic (Kermack, McKendrick; Bailey 1975): {@code s' = -beta s i}, {@code i' = beta s i - gamma i},
 * {@code R0 = beta/gamma}.
 */
public final class SirModel {
    private SirModel() {}

    /** The fraction never reached, once it has taken off: the solution of {@code s = exp(-R0 (1-s))}; 1 for R0 ≤ 1. */
    public static double untouched(double r0) {
        Range.notNegative("R0", r0);
        return FinalSize.untouched(r0);
    }

    /** How likely one case starts a large outbreak in the Markov version: {@code 1 - 1/R0}. */
    public static double takeOff(double r0) {
        Range.notNegative("R0", r0);
        return Math.max(0, 1 - 1 / r0);
    }

    /**
     * P(m of n are ever reached), at index m, one case: the Markov chain of infections and removals, where an infective
     * meets each other at rate R0/n for a memoryless time of mean 1. Exact; costs n² steps.
     *
     * @param n 2..4,000
     */
    public static double[] finalSizes(int n, double r0) {
        Range.nodes(n, 2);
        Range.notNegative("R0", r0);
        if (n > 4_000) throw new IllegalArgumentException("n must be 2..4000, was " + n);
        double[] sizes = new double[n + 1];
        double[] infective = new double[n + 2];
        infective[1] = 1;
        for (int reached = 1; reached <= n; reached++) infective = settle(infective, reached, n, r0, sizes);
        return sizes;
    }

    /**
     * With {@code reached} so far: infectives are removed one by one until the next infection, or the end. What passes
     * to the next number of reached has one infective more.
     */
    private static double[] settle(double[] infective, int reached, int n, double r0, double[] sizes) {
        double[] next = new double[n + 2];
        double infection = r0 * (n - (double) reached) / n;
        double onward = infection / (infection + 1);
        for (int i = reached; i >= 1; i--) {
            next[i + 1] += infective[i] * onward;
            infective[i - 1] += infective[i] * (1 - onward);
        }
        sizes[reached] = infective[0];
        return next;
    }
}
