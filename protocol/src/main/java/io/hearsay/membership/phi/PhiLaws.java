package io.hearsay.membership.phi;

/**
 * Phi accrual failure detection: {@code phi = -log10 P(a heartbeat comes later than now)} (Hayashibara et al., SRDS
 * 2004).
 */
public final class PhiLaws {
    private static final double LN10 = StrictMath.log(10);

    private PhiLaws() {}

    /** Phi after {@code elapsed} where intervals are normal; no underflow at any distance. */
    public static double normal(double elapsed, double mean, double sigma) {
        positive("sigma", sigma);
        return -logUpperTail((elapsed - mean) / sigma) / LN10;
    }

    /** How many standard deviations above the mean phi reaches this value; 0 or more. */
    public static double sigmasAt(double phi) {
        notNegative("phi", phi);
        double low = -40;
        double high = 40 + 3 * phi;
        for (int i = 0; i < 200; i++) {
            double middle = (low + high) / 2;
            if (-logUpperTail(middle) / LN10 < phi) low = middle;
            else high = middle;
        }
        return high;
    }

    /** Phi where intervals are exponential (Cassandra): {@code (t/mean)/ln 10}. */
    public static double exponential(double elapsed, double mean) {
        notNegative("elapsed", elapsed);
        positive("mean", mean);
        return elapsed / mean / LN10;
    }

    /** Akka's logistic approximation of {@link #normal}; parts from it in the far tail (7.30 for 6.54). */
    public static double logistic(double elapsed, double mean, double sigma) {
        positive("sigma", sigma);
        double y = (elapsed - mean) / sigma;
        double exponent = -y * (1.5976 + 0.070566 * y * y);
        return (StrictMath.log1p(StrictMath.exp(-Math.abs(exponent))) + Math.max(0, -exponent)) / LN10;
    }

    /** ln P(a standard normal is above y). */
    private static double logUpperTail(double y) {
        if (y < 0) return StrictMath.log1p(-StrictMath.exp(logUpperTail(-y)));
        if (y < 5) return StrictMath.log(0.5 - centralMass(y));
        return -y * y / 2 - StrictMath.log(StrictMath.sqrt(2 * StrictMath.PI)) - StrictMath.log(continuedFraction(y));
    }

    /** P(0 &lt; Z &lt; y) by the series of the error function; below 5, where it loses at most six digits. */
    private static double centralMass(double y) {
        double term = y;
        double sum = y;
        for (int k = 1; term > 1e-18 * sum; k++) {
            term *= y * y / (2 * k + 1);
            sum += term;
        }
        return sum * StrictMath.exp(-y * y / 2) / StrictMath.sqrt(2 * StrictMath.PI);
    }

    /** Mills' ratio is one over this: {@code y + 1/(y + 2/(y + 3/(y + …)))}. */
    private static double continuedFraction(double y) {
        double fraction = y;
        for (int k = 200; k >= 1; k--) fraction = y + k / fraction;
        return fraction;
    }

    private static void positive(String what, double value) {
        if (!(value > 0)) throw new IllegalArgumentException(what + " must be above 0, was " + value);
    }

    private static void notNegative(String what, double value) {
        if (!(value >= 0)) throw new IllegalArgumentException(what + " must be 0 or more, was " + value);
    }
}
