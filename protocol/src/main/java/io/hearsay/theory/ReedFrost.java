package io.hearsay.theory;

/**
 * Epidemics in generations: each infective reaches each other node independently with probability p in one round.
 *
 * <p>Sources: Reed and Frost (in Bailey 1975) where an infective acts for one round; Birman et al., <i>Bimodal
 * multicast</i>, TOCS 1999, where it acts in every round. Exact; meant for n up to some hundreds.
 */
public final class ReedFrost {
    private static final int MAX_NODES = 1_000;

    private ReedFrost() {}

    /**
     * The chance that one gossips to another in a round of pbcast and it arrives: {@code (beta/n)(1-loss)(1-crash)}.
     */
    public static double pbcastContact(int n, double beta, double loss, double crash) {
        Range.nodes(n, 2);
        Range.notNegative("beta", beta);
        Range.ratio("loss", loss);
        Range.ratio("crash", crash);
        return Math.min(1, beta / n * (1 - loss) * (1 - crash));
    }

    /** P(m of n have it after so many rounds), at index m, one source, everybody who has it acting in every round. */
    public static double[] everyRound(int n, double p, int rounds) {
        check(n, p);
        Binomial binomial = new Binomial(n);
        double[] infected = new double[n + 1];
        infected[1] = 1;
        for (int round = 0; round < rounds; round++) infected = spread(infected, n, p, binomial);
        return infected;
    }

    private static double[] spread(double[] infected, int n, double p, Binomial binomial) {
        double[] next = new double[n + 1];
        for (int m = 1; m <= n; m++) {
            if (infected[m] == 0) continue;
            double[] more = binomial.distribution(n - m, reached(p, m));
            for (int x = 0; x < more.length; x++) next[m + x] += infected[m] * more[x];
        }
        return next;
    }

    /**
     * P(m of n are ever reached), at index m, one source, each acting in the round after it was reached and no other.
     */
    public static double[] finalSizes(int n, double p) {
        check(n, p);
        Binomial binomial = new Binomial(n);
        double[] sizes = new double[n + 1];
        double[][] acting = new double[n + 1][n + 1]; // [acting][reached in all]
        acting[1][1] = 1;
        for (int round = 0; round < n; round++) acting = nextGeneration(acting, n, p, binomial, sizes);
        return sizes;
    }

    private static double[][] nextGeneration(double[][] acting, int n, double p, Binomial binomial, double[] sizes) {
        double[][] next = new double[n + 1][n + 1];
        for (int now = 1; now <= n; now++)
            for (int reached = now; reached <= n; reached++) {
                double mass = acting[now][reached];
                if (mass == 0) continue;
                double[] more = binomial.distribution(n - reached, reached(p, now));
                sizes[reached] += mass * more[0];
                for (int x = 1; x < more.length; x++) next[x][reached + x] += mass * more[x];
            }
        return next;
    }

    private static double reached(double p, int by) {
        return p == 1 ? 1 : -StrictMath.expm1(by * StrictMath.log1p(-p));
    }

    private static void check(int n, double p) {
        Range.nodes(n, 2);
        if (n > MAX_NODES) throw new IllegalArgumentException("n must be 2.." + MAX_NODES + ", was " + n);
        Range.ratio("p", p);
    }
}
