package io.hearsay.theory;

/**
 * Rumor mongering: who loses interest leaves a residue, and pays for a smaller one with traffic (Demers et al. 1987,
 * 1.4).
 *
 * <p>The residue s is the fraction never reached, the traffic m the copies sent per node.
 */
public final class RumorLaws {
    private RumorLaws() {}

    /** Push, every variant: {@code s = exp(-m)}, to a few percent. */
    public static double residueOfPush(double traffic) {
        Range.notNegative("traffic", traffic);
        return StrictMath.exp(-traffic);
    }

    /**
     * By how much ln s falls per copy and node when push goes with a connection limit of 1: {@code 1/(1 - 1/e)};
     * asymptotic, as a slope between successive k from 3 on.
     */
    public static double limitedPushSlope() {
        return 1 / (1 - 1 / StrictMath.E);
    }

    /**
     * Push, feedback, coin, contacts judged one after the other: the solution of {@code s = exp(-(k+1)(1-s))}; for k =
     * 1 the constant of Maki and Thompson, and of Daley and Kendall.
     */
    public static double residueOfCoin(double k) {
        Range.positive("k", k);
        return FinalSize.untouched(k + 1);
    }

    /** The fraction spreading when s are still ignorant, in the same model: {@code ((k+1)/k)(1-s) + (1/k) ln s}. */
    public static double infective(double s, double k) {
        Range.chance("s", s);
        Range.positive("k", k);
        return (k + 1) / k * (1 - s) + StrictMath.log(s) / k;
    }
}
