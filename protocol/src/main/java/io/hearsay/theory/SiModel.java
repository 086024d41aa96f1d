package io.hearsay.theory;

/**
 * The simple epidemic in continuous time (Bailey 1975): each knowing node makes {@code beta} contacts per unit of time.
 *
 * <p>Push with Poisson clocks of rate 1 is this with {@code beta = n/(n-1)}; push-pull has twice that.
 */
public final class SiModel {
    private SiModel() {}

    /** The fraction that knows after time t, from {@code i0} at 0: logistic; the mean of many nodes. */
    public static double knowing(double t, double beta, double i0) {
        Range.notNegative("t", t);
        Range.positive("beta", beta);
        Range.chance("i0", i0);
        return 1 / (1 + (1 / i0 - 1) * StrictMath.exp(-beta * t));
    }

    /** Mean time until all n know, one source: {@code (2/beta) H(n-1)}. Exact. */
    public static double meanTime(int n, double beta) {
        Range.nodes(n, 2);
        Range.positive("beta", beta);
        double harmonic = 0;
        for (int i = n - 1; i >= 1; i--) harmonic += 1.0 / i;
        return 2 / beta * harmonic;
    }

    /** Variance of that time: {@code sum (n/(beta i (n-i)))^2}, which tends to pi²/3 / beta². Exact. */
    public static double varianceOfTime(int n, double beta) {
        Range.nodes(n, 2);
        Range.positive("beta", beta);
        double sum = 0;
        for (int i = 1; i < n; i++) {
            double mean = n / (beta * i * (n - (double) i));
            sum += mean * mean;
        }
        return sum;
    }

    /**
     * P(m of n know at time t), at index m, one source: the pure birth chain, by uniformisation. Exact to 1e-12.
     *
     * @param n 2..2,000
     */
    public static double[] distribution(int n, double beta, double t) {
        Range.nodes(n, 2);
        Range.positive("beta", beta);
        Range.notNegative("t", t);
        if (n > 2_000) throw new IllegalArgumentException("n must be 2..2000, was " + n);
        double fastest = beta * n / 4.0; // no i (n-i)/n is larger
        double[] known = new double[n + 1];
        known[1] = 1;
        return poissonMixture(known, n, beta, fastest, fastest * t);
    }

    private static double[] poissonMixture(double[] start, int n, double beta, double fastest, double jumps) {
        double[] known = start;
        double[] mixed = new double[n + 1];
        double covered = 0;
        for (int k = 0; covered < 1 - 1e-13 && k < jumps + 40 * StrictMath.sqrt(jumps + 1) + 40; k++) {
            double weight = poisson(k, jumps);
            covered += weight;
            for (int m = 1; m <= n; m++) mixed[m] += weight * known[m];
            known = jump(known, n, beta, fastest);
        }
        return mixed;
    }

    private static double poisson(int k, double mean) {
        if (mean == 0) return k == 0 ? 1 : 0;
        double log = -mean + k * StrictMath.log(mean);
        for (int i = 2; i <= k; i++) log -= StrictMath.log(i);
        return StrictMath.exp(log);
    }

    private static double[] jump(double[] known, int n, double beta, double fastest) {
        double[] next = new double[n + 1];
        for (int m = 1; m <= n; m++) {
            double one = beta * m * (n - (double) m) / n / fastest;
            next[m] += known[m] * (1 - one);
            if (m < n) next[m + 1] += known[m] * one;
        }
        return next;
    }
}
