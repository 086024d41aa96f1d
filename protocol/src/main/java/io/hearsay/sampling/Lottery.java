package io.hearsay.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws places in proportion to their weights, each at most once. Immutable. */
public final class Lottery {
    private final double[] weights;
    private final double total;
    private final int drawable;

    /**
     * Over these weights.
     *
     * @throws IllegalArgumentException if one is negative or not a number, or none is positive
     */
    public Lottery(double[] weights) {
        this.weights = weights.clone();
        double sum = 0;
        int positive = 0;
        for (double weight : this.weights) {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY))
                throw new IllegalArgumentException("a weight must be 0 or a positive number, was " + weight);
            sum += weight;
            if (weight > 0) positive++;
        }
        if (positive == 0)
            throw new IllegalArgumentException("at least one of the " + weights.length + " weights must be above 0");
        this.total = sum;
        this.drawable = positive;
    }

    /** Draws distinct places whose weight is not 0: {@code count} of them, or all there are. */
    public List<Integer> draw(int count, RandomGenerator random) {
        int wanted = Math.min(count, drawable);
        List<Integer> drawn = new ArrayList<>(wanted);
        double rest = total;
        while (drawn.size() < wanted) {
            int place = next(drawn, random.nextDouble() * rest);
            drawn.add(place);
            rest -= weights[place];
        }
        return drawn;
    }

    /** Where the sum of those not drawn yet passes {@code at}; the last of them if rounding leaves something over. */
    private int next(List<Integer> drawn, double at) {
        int last = -1;
        for (int place = 0; place < weights.length; place++) {
            if (weights[place] == 0 || drawn.contains(place)) continue;
            last = place;
            at -= weights[place];
            if (at < 0) break;
        }
        return last;
    }
}
