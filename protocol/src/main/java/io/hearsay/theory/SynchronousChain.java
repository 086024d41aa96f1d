package io.hearsay.theory;

import java.util.Arrays;

/**
 * The exact law of a simple epidemic in synchronous cycles: how likely it is that so many know after so many cycles.
 *
 * <p>A Markov chain in the number of those who know. Pulls are independent; each push hits one of the others, and is of
 * use if nobody has told that one yet. Costs n³ steps once and n² for each cycle; meant for n up to some hundreds.
 */
public final class SynchronousChain {
    /** The most nodes. */
    public static final int MAX_NODES = 512;

    private static final int MAX_CYCLES = 100_000;
    private static final double NEGLIGIBLE = 1e-15;

    private final int n;
    private final double[][] step;

    /**
     * The chain of one style.
     *
     * @param n 2..{@value #MAX_NODES}
     * @param q how likely a transmission succeeds; of push-pull each direction alone, so exact for lossless exchanges
     *     and for losses that hit each direction apart
     */
    public SynchronousChain(Style style, int n, double q) {
        Range.nodes(n, 2);
        Range.chance("q", q);
        if (n > MAX_NODES) throw new IllegalArgumentException("n must be 2.." + MAX_NODES + ", was " + n);
        this.n = n;
        this.step = new double[n + 1][];
        Binomial binomial = new Binomial(n);
        for (int knowing = 1; knowing <= n; knowing++) step[knowing] = told(style, knowing, q, binomial);
    }

    /** How many more know after a cycle that {@code knowing} began. */
    private double[] told(Style style, int knowing, double q, Binomial binomial) {
        int ignorant = n - knowing;
        double[] told = new double[ignorant + 1];
        if (style == Style.PUSH) told[0] = 1;
        else told = binomial.distribution(ignorant, q * knowing / (n - 1.0));
        if (style != Style.PULL) for (int push = 0; push < knowing; push++) pushOnce(told, q);
        return told;
    }

    private void pushOnce(double[] told, double q) {
        for (int more = told.length - 1; more >= 0; more--) {
            double useful = q * (told.length - 1 - more) / (n - 1.0);
            double before = more == 0 ? 0 : told[more - 1] * q * (told.length - more) / (n - 1.0);
            told[more] = told[more] * (1 - useful) + before;
        }
    }

    /** P(somebody is still ignorant after t cycles) at index t, from one source, until less than 1e-15 is left. */
    public double[] stillIgnorant() {
        double[] known = new double[n + 1];
        known[1] = 1;
        double[] left = new double[64];
        for (int cycle = 0; cycle < MAX_CYCLES; cycle++) {
            if (cycle == left.length) left = Arrays.copyOf(left, 2 * cycle);
            for (int knowing = 1; knowing < n; knowing++) left[cycle] += known[knowing];
            if (left[cycle] < NEGLIGIBLE) return Arrays.copyOf(left, cycle + 1);
            known = after(known);
        }
        throw new AssertionError("not over after " + MAX_CYCLES + " cycles");
    }

    private double[] after(double[] known) {
        double[] next = new double[n + 1];
        for (int knowing = 1; knowing <= n; knowing++) {
            if (known[knowing] == 0) continue;
            double[] told = step[knowing];
            for (int more = 0; more < told.length; more++) next[knowing + more] += known[knowing] * told[more];
        }
        return next;
    }

    /** Mean cycles until all know. */
    public double meanCycles() {
        double mean = 0;
        for (double left : stillIgnorant()) mean += left;
        return mean;
    }

    /** Standard deviation of the cycles until all know. */
    public double sdCycles() {
        double mean = 0;
        double square = 0;
        double[] left = stillIgnorant();
        for (int cycle = 0; cycle < left.length; cycle++) {
            mean += left[cycle];
            square += (2 * cycle + 1) * left[cycle];
        }
        return StrictMath.sqrt(Math.max(0, square - mean * mean));
    }
}
