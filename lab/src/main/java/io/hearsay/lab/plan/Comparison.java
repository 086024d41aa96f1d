package io.hearsay.lab.plan;

import java.util.Arrays;
import java.util.List;

/**
 * A planned figure, and what was seen of it.
 *
 * <p>They part where the medians differ by more than {@value #TOLERANCE_PERCENT} %, or more than
 * {@value #ABOVE_PERCENT} % of the samples, and more than {@value #ABOVE_BY_CHANCE}, lie above the planned p99.
 *
 * @param figure its name
 * @param planned in seconds
 * @param seen the sampled p50 and p99; NaN without samples
 * @param samples how many
 * @param above how many of them lie above the planned p99
 */
public record Comparison(String figure, Quantiles planned, Quantiles seen, int samples, int above) {
    /** How far medians may differ. */
    public static final int TOLERANCE_PERCENT = 25;

    /** How many samples may lie above the planned p99. */
    public static final int ABOVE_PERCENT = 2;

    /** So many do by chance: of 16 samples more lie above a true p99 once in 2,000 times. */
    public static final int ABOVE_BY_CHANCE = 2;

    /** So many times the planned p99 is more than a matter of tolerance. */
    private static final int LONG_TAIL = 2;

    /** A virtual clock does not round, doubles do. */
    private static final double ROUNDING = 1e-6;

    /** Sets samples beside a plan. */
    public static Comparison of(String figure, Quantiles planned, List<Double> samples) {
        double[] sorted =
                samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int above = (int) Arrays.stream(sorted)
                .filter(sample -> sample > planned.p99() * (1 + ROUNDING))
                .count();
        return new Comparison(
                figure, planned, new Quantiles(rank(sorted, 0.5), rank(sorted, 0.99)), sorted.length, above);
    }

    private static double rank(double[] sorted, double share) {
        if (sorted.length == 0) return Double.NaN;
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length - 1e-9) - 1)];
    }

    /** Whether the medians are within the tolerance of each other. */
    public boolean isMedianNear() {
        return Math.abs(seen.p50() - planned.p50()) <= TOLERANCE_PERCENT / 100.0 * planned.p50();
    }

    /** Whether few enough samples lie above the planned p99. */
    public boolean isTailHeld() {
        return above <= Math.max(ABOVE_BY_CHANCE, samples * ABOVE_PERCENT / 100.0);
    }

    /** Whether the samples above the planned p99, though few enough, lie so far above it that a reader should know. */
    public boolean isTailLong() {
        return agrees() && seen.p99() > LONG_TAIL * planned.p99();
    }

    /** Whether plan and samples agree. */
    public boolean agrees() {
        return samples > 0 && isMedianNear() && isTailHeld();
    }
}
