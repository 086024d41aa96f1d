package io.hearsay.lab.experiment;

import java.util.Arrays;

/**
 * Many runs' values of one measure.
 *
 * @param count how many runs had one
 * @param sd standard deviation of one run
 * @param ci95 half the width of the mean's 95 % confidence interval
 */
public record Summary(
        int count, double mean, double sd, double ci95, double min, double p50, double p90, double p99, double max) {

    /** Sums up; at least one value. */
    public static Summary of(double[] values) {
        int count = values.length;
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double sum = 0;
        for (double value : values) sum += value;
        double mean = sorted[0] == sorted[count - 1] ? sorted[0] : sum / count;
        double squares = 0;
        for (double value : values) squares += (value - mean) * (value - mean);
        double sd = count > 1 ? Math.sqrt(squares / (count - 1)) : 0;
        return new Summary(
                count,
                mean,
                sd,
                1.96 * sd / Math.sqrt(count),
                sorted[0],
                rank(sorted, 0.5),
                rank(sorted, 0.9),
                rank(sorted, 0.99),
                sorted[count - 1]);
    }

    private static double rank(double[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length - 1e-9) - 1)];
    }

    /** The standard error of the mean. */
    public double standardError() {
        return sd / Math.sqrt(count);
    }
}
