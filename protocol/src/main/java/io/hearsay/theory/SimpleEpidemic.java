package io.hearsay.theory;

/**
 * Spreading in which everybody who knows keeps telling: anti-entropy, SI.
 *
 * <p>Sources: Demers et al., PODC 1987, 1.3; Frieze, Grimmett 1985; Pittel, <i>On spreading a rumor</i>, SIAM J. Appl.
 * Math. 1987; Karp et al., FOCS 2000; Doerr, Künnemann 2014; Doerr, Kostrygin, ICALP 2017. The additive constants are
 * bounded, not limits: they swing a little with the fractional part of log2 n, and were measured at n = 1,024..65,536.
 */
public final class SimpleEpidemic {
    private SimpleEpidemic() {}

    /** The fraction still ignorant one cycle after it was {@code p}; n large, good to 1 %. */
    public static double ignorantAfter(Style style, double p) {
        return ignorantAfter(style, p, 1);
    }

    /**
     * The same when each transmission (push, pull) or exchange (push-pull) succeeds with probability {@code q}.
     *
     * <p>Not called by anybody who knows: {@code exp(-q(1-p))}; not calling such a one: {@code 1 - q(1-p)}.
     */
    public static double ignorantAfter(Style style, double p, double q) {
        Range.ratio("p", p);
        Range.chance("q", q);
        double notPushed = StrictMath.exp(-q * (1 - p));
        double notPulled = 1 - q * (1 - p);
        return switch (style) {
            case PUSH -> p * notPushed;
            case PULL -> p * notPulled;
            case PUSH_PULL -> p * notPushed * notPulled;
        };
    }

    /** The push recurrence for finite n: {@code p (1 - 1/n)^(n(1-p))}. */
    public static double ignorantAfterPush(double p, long n) {
        Range.ratio("p", p);
        Range.nodes(n, 2);
        return p * StrictMath.exp(n * (1 - p) * StrictMath.log1p(-1.0 / n));
    }

    /** The leading term of the cycles until all n know, one source, nothing lost. */
    public static double leadingCycles(Style style, double n) {
        Range.positive("n - 1", n - 1);
        double ln = StrictMath.log(n);
        return switch (style) {
            case PUSH -> log2(n) + ln;
            case PULL -> log2(n) + doubleLog(ln);
            case PUSH_PULL -> ln / StrictMath.log(3) + doubleLog(ln);
        };
    }

    /**
     * The leading term where each transmission (push, pull) or exchange (push-pull) succeeds with probability
     * {@code q}, below 1: the double-logarithmic end of pull and push-pull is gone.
     */
    public static double leadingCycles(Style style, double n, double q) {
        Range.chance("q", q);
        if (q == 1) return leadingCycles(style, n);
        double ln = StrictMath.log(n);
        double missed = -StrictMath.log1p(-q);
        return switch (style) {
            case PUSH -> ln / StrictMath.log1p(q) + ln / q;
            case PULL -> ln / StrictMath.log1p(q) + ln / missed;
            case PUSH_PULL -> ln / StrictMath.log1p(2 * q) + ln / (q + missed);
        };
    }

    /** The leading term of push-pull in which a node answers one call a cycle. */
    public static double leadingCyclesOneAnswer(double n) {
        Range.positive("n - 1", n - 1);
        double ln = StrictMath.log(n);
        return ln / StrictMath.log(3 - 2 / StrictMath.E) + ln / 2;
    }

    /** Mean cycles until all n know: the leading term and the constant measured for it, good to 0.2 from n = 1,000. */
    public static double cycles(Style style, double n) {
        double constant = switch (style) {
            case PUSH -> 1.2;
            case PULL -> 1.0;
            case PUSH_PULL -> 0.0;
        };
        return leadingCycles(style, n) + constant;
    }

    /** The least that the mean of push can be (Doerr, Künnemann 2014). */
    public static double leastPushCycles(double n) {
        Range.positive("n - 1", n - 1);
        return StrictMath.floor(log2(n)) + StrictMath.log(n) - 1.116;
    }

    /** The most that the mean of push can be, but for what vanishes with n (Doerr, Künnemann 2014). */
    public static double mostPushCycles(double n) {
        Range.positive("n - 1", n - 1);
        return StrictMath.ceil(log2(n)) + StrictMath.log(n) + 2.765;
    }

    private static double log2(double n) {
        return StrictMath.log(n) / StrictMath.log(2);
    }

    private static double doubleLog(double ln) {
        return ln > 1 ? log2(ln) : 0;
    }
}
