package io.hearsay.theory;

/**
 * Averages by gossip: Jelasity, Montresor, Babaoglu, TOCS 2005 (push-pull); Kempe, Dobra, Gehrke, FOCS 2003 (push-sum).
 */
public final class AveragingLaws {
    private AveragingLaws() {}

    /** Who exchanges with whom in a cycle of n elementary exchanges. */
    public enum Pairing {
        /** Two perfect matchings: everybody takes part exactly twice. */
        MATCHING,
        /** n pairs drawn at random. */
        RANDOM,
        /** Everybody begins one exchange with a random partner, in fresh random order. */
        SEQUENTIAL
    }

    /** By what the variance is multiplied in a cycle: 1/4, 1/e, 1/(2 sqrt e). */
    public static double varianceFactor(Pairing pairing) {
        return switch (pairing) {
            case MATCHING -> 0.25;
            case RANDOM -> 1 / StrictMath.E;
            case SEQUENTIAL -> 0.5 / StrictMath.sqrt(StrictMath.E);
        };
    }

    /** At most this where each exchange is lost whole with probability p: {@code e^(p-1)} (random pairs). */
    public static double varianceFactorUnderLoss(double lost) {
        Range.ratio("lost", lost);
        return StrictMath.exp(lost - 1);
    }

    /** Cycles until the error has fallen by {@code epsilon}: {@code 2 ln epsilon / ln factor}. */
    public static double cycles(double factor, double epsilon) {
        if (!(factor > 0 && factor < 1))
            throw new IllegalArgumentException("factor must be above 0 and below 1, was " + factor);
        Range.chance("epsilon", epsilon);
        return 2 * StrictMath.log(epsilon) / StrictMath.log(factor);
    }

    /** By what push-sum's potential is multiplied in a round where a node may choose itself: {@code 1/2 - 1/(2n)}. */
    public static double pushSumFactor(int n) {
        Range.nodes(n, 2);
        return 0.5 - 0.5 / n;
    }
}
