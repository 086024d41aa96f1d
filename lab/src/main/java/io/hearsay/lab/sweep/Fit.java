package io.hearsay.lab.sweep;

import java.util.List;

/**
 * A straight line through values against the logarithm of the size, by least squares: {@code a + b log2 n}.
 *
 * @param r2 the share of the variance that it explains
 */
public record Fit(double a, double b, double r2) {

    /** Fits; three points or more, with two different sizes among them. */
    public static Fit of(List<Double> sizes, List<Double> values) {
        int count = sizes.size();
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < count; i++) {
            meanX += log2(sizes.get(i)) / count;
            meanY += values.get(i) / count;
        }
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int i = 0; i < count; i++) {
            double x = log2(sizes.get(i)) - meanX;
            double y = values.get(i) - meanY;
            xx += x * x;
            xy += x * y;
            yy += y * y;
        }
        double b = xy / xx;
        return new Fit(meanY - b * meanX, b, yy == 0 ? 1 : xy * xy / (xx * yy));
    }

    private static double log2(double n) {
        return StrictMath.log(n) / StrictMath.log(2);
    }
}
