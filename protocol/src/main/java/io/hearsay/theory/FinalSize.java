package io.hearsay.theory;

/** The equation behind every epidemic that ends: {@code s = exp(-r (1 - s))}. */
final class FinalSize {
    private FinalSize() {}

    /** The solution below 1 where r > 1, else 1; by bisection, to the last bits. */
    static double untouched(double r) {
        if (r <= 1) return 1;
        double low = 0;
        double high = 1 / r; // s r < 1 at the solution: the curve is flatter than the diagonal there
        for (int i = 0; i < 200 && low < high; i++) {
            double middle = (low + high) / 2;
            if (middle == low || middle == high) break;
            if (StrictMath.exp(-r * (1 - middle)) > middle) low = middle;
            else high = middle;
        }
        return high;
    }
}
