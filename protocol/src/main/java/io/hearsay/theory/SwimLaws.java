package io.hearsay.theory;

/**
 * SWIM (Das, Gupta, Motivala, DSN 2002) and Lifeguard (Dadgar, Phillips, Currey, arXiv 1707.00788).
 *
 * <p>Times are in protocol periods unless a name says otherwise; {@code alive} is the fraction of members that work,
 * {@code arrives} the probability that a message does.
 */
public final class SwimLaws {
    private SwimLaws() {}

    /** P(somebody probes a crashed member in a given period): {@code 1 - (1 - alive/n)^(n-1)} (SWIM, 3.1). */
    public static double probedInPeriod(int n, double alive) {
        Range.nodes(n, 2);
        Range.chance("alive", alive);
        return -StrictMath.expm1((n - 1) * StrictMath.log1p(-alive / n));
    }

    /** Mean periods until somebody probes a crashed member, n large: {@code 1/(1 - e^-alive)}, 1.582 for all alive. */
    public static double firstDetection(double alive) {
        Range.chance("alive", alive);
        return -1 / StrictMath.expm1(-alive);
    }

    /** P(the first probe comes in the k-th period), n large: geometric. */
    public static double firstDetectionIn(int k, double alive) {
        if (k < 1) throw new IllegalArgumentException("k must be 1 or more, was " + k);
        Range.chance("alive", alive);
        return -StrictMath.expm1(-alive) * StrictMath.exp(-alive * (k - 1));
    }

    /**
     * Periods until the first probe of a crashed member begins, of which {@code p} of all crashes take no more:
     * {@code (n-1)(1 - (1-p)^(1/(n-1)))}, tends to -ln(1-p). Exact: n - 1 round-robins with independent phases, each of
     * which comes to any member once in n - 1 periods.
     */
    public static double firstProbe(int n, double p) {
        Range.nodes(n, 2);
        Range.ratio("p", p);
        return p == 1 ? n - 1 : -(n - 1) * StrictMath.expm1(StrictMath.log1p(-p) / (n - 1));
    }

    /**
     * P(a working member is accused after one probe): no answer, none through any helper, none on a stream that needs
     * {@code segments} segments to arrive (SWIM, 3.1, with the stream probe of memberlist).
     */
    public static double accused(double arrives, int helpers, int segments) {
        return missed(arrives, 1, helpers) * (1 - StrictMath.pow(arrives, segments));
    }

    /** The most periods between two probes of one member by another: 2(n-1) - 1 (round-robin, SWIM 4.3). */
    public static long longestGap(int n) {
        Range.nodes(n, 2);
        return 2L * (n - 1) - 1;
    }

    /**
     * P(a working member is taken for failed by somebody in a period): {@code 1 - (1 - x/(n-1))^(n-1)} with {@code x =
     * alive (1 - q²)(1 - alive q⁴)^k} (SWIM, 3.1; the paper states it per expected detection time).
     *
     * @param helpers k, how many are asked for an indirect probe
     */
    public static double wronglyFailed(int n, double arrives, double alive, int helpers) {
        Range.nodes(n, 2);
        double x = missed(arrives, alive, helpers);
        return -StrictMath.expm1((n - 1) * StrictMath.log1p(-x / (n - 1)));
    }

    /** P(one probe of a working member fails, and all indirect ones). */
    private static double missed(double arrives, double alive, int helpers) {
        Range.ratio("arrives", arrives);
        Range.chance("alive", alive);
        if (helpers < 0) throw new IllegalArgumentException("helpers must be 0 or more, was " + helpers);
        double q2 = arrives * arrives;
        return alive * (1 - q2) * StrictMath.pow(1 - alive * q2 * q2, helpers);
    }

    /** The fewest helpers with which {@link #wronglyFailed} is at most {@code rate}; 64 if no number is enough. */
    public static int helpersFor(int n, double arrives, double alive, double rate) {
        Range.positive("rate", rate);
        int helpers = 0;
        while (helpers < 64 && wronglyFailed(n, arrives, alive, helpers) > rate) helpers++;
        return helpers;
    }

    /** Messages sent per member and period: 2, and 1 + 4k more for each probe that goes unanswered. */
    public static double messagesPerPeriod(double unanswered, int helpers) {
        Range.ratio("unanswered", unanswered);
        return 2 + unanswered * (1 + 4.0 * helpers);
    }

    /**
     * Members that know an update after t periods, by SWIM's logistic curve (4.1). An order of magnitude: the
     * synchronous process follows push-pull and is slower at its end.
     */
    public static double informed(int n, double t) {
        Range.nodes(n, 2);
        return n * SiModel.knowing(t, 2 - 1.0 / n, 1.0 / n);
    }

    /**
     * Members that do not know after {@code lambda ln n} periods, by the same curve: {@code n^-((2-1/n) lambda - 2)}.
     */
    public static double uninformed(int n, double lambda) {
        Range.nodes(n, 2);
        Range.positive("lambda", lambda);
        return StrictMath.pow(n, -((2 - 1.0 / n) * lambda - 2));
    }

    /** Lifeguard's shortest suspicion: {@code alpha max(1, log10 n)}, in probe intervals. */
    public static double leastSuspicion(double alpha, int n) {
        Range.positive("alpha", alpha);
        Range.nodes(n, 1);
        return alpha * Math.max(1, StrictMath.log10(n));
    }

    /**
     * Lifeguard's suspicion time-out after C independent confirmations of the K wanted: {@code max(least, most - (most
     * - least) ln(C+1)/ln(K+1))}; the least at once if none is wanted.
     */
    public static double suspicion(double least, double most, int confirmed, int wanted) {
        Range.positive("least", least);
        Range.notNegative("most - least", most - least);
        if (confirmed < 0) throw new IllegalArgumentException("confirmed must be 0 or more, was " + confirmed);
        if (wanted < 1) return least;
        double fallen = StrictMath.log(confirmed + 1.0) / StrictMath.log(wanted + 1.0);
        return Math.max(least, most - (most - least) * fallen);
    }
}
