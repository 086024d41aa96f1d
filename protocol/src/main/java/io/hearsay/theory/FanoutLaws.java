package io.hearsay.theory;

/**
 * Infect and die: each node forwards once, when it first hears, to f random others.
 *
 * <p>Source: Kermarrec, Massoulié, Ganesh, <i>Probabilistic reliable dissemination in large-scale systems</i>, TPDS
 * 2003; the reach is the giant component's (Erdős, Rényi).
 */
public final class FanoutLaws {
    private FanoutLaws() {}

    /** P(all n are reached) with a mean fan-out of f: {@code exp(-exp(-(f - ln n)))}; asymptotic, good from n = 500. */
    public static double reachesAll(double n, double fanout) {
        Range.positive("n - 1", n - 1);
        Range.notNegative("fanout", fanout);
        return StrictMath.exp(-StrictMath.exp(StrictMath.log(n) - fanout));
    }

    /** The same where a fraction of the nodes fails and copies to them are lost: the survivors' n and fan-out count. */
    public static double reachesAll(double n, double fanout, double failed) {
        Range.ratio("failed", failed);
        return reachesAll(n * (1 - failed), fanout * (1 - failed));
    }

    /** The fan-out with which all n are reached with probability {@code p}: {@code ln n - ln(-ln p)}. */
    public static double fanoutFor(double n, double p) {
        Range.positive("n - 1", n - 1);
        if (!(p > 0 && p < 1)) throw new IllegalArgumentException("p must be above 0 and below 1, was " + p);
        return StrictMath.log(n) - StrictMath.log(-StrictMath.log(p));
    }

    /** The fraction reached once it has taken off: the solution of {@code p = 1 - exp(-f p)}. */
    public static double reach(double fanout) {
        Range.notNegative("fanout", fanout);
        return 1 - FinalSize.untouched(fanout);
    }
}
