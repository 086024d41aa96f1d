package io.hearsay.theory;

/**
 * Partners chosen by distance on a ring: at distance d with probability proportional to {@code d^-a} (Demers 1987, 3).
 *
 * <p>Traffic per link and cycle is of order n for a &lt; 1, n / log n at 1, n^(2-a) up to 2, log n at 2, and bounded
 * above; convergence is polynomial in log n below 2 and in n above. So 2 is the exponent of interest.
 */
public final class SpatialChoice {
    private SpatialChoice() {}

    /** Mean conversations that cross one link of the ring in a cycle: the mean distance of a partner. Exact. */
    public static double linkTraffic(int n, double a) {
        Range.nodes(n, 2);
        Range.notNegative("a", a);
        double weight = 0;
        double distance = 0;
        for (int d = 1; d <= n / 2; d++) {
            double at = StrictMath.pow(d, -a) * (2 * d == n ? 1 : 2);
            weight += at;
            distance += at * d;
        }
        return distance / weight;
    }
}
