package io.hearsay.lab.experiment;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Draws from a list of weights. */
final class Weights {
    private Weights() {}

    /** An index, with probability proportional to its weight; the weights are given summed up. */
    static int draw(double[] cumulative, RandomGenerator random) {
        double at = random.nextDouble() * cumulative[cumulative.length - 1];
        int found = Arrays.binarySearch(cumulative, at);
        return Math.min(cumulative.length - 1, found >= 0 ? found + 1 : -found - 1);
    }
}
