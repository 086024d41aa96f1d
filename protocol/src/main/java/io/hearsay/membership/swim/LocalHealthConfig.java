package io.hearsay.membership.swim;

/**
 * How a node judges itself before it judges others.
 *
 * @param max the largest local health multiplier; more makes a sick node more patient; 0 switches it off; default 8
 *     (Lifeguard, IV-A)
 * @param sensesPauses whether a gap in the own clock voids what was in progress; default true
 */
public record LocalHealthConfig(int max, boolean sensesPauses) {
    public LocalHealthConfig {
        if (max < 0 || max > 64) throw new IllegalArgumentException("max must be 0..64, was " + max);
    }

    static LocalHealthConfig defaults() {
        return new LocalHealthConfig(8, true);
    }

    static LocalHealthConfig lifeguard() {
        return new LocalHealthConfig(8, false);
    }

    static LocalHealthConfig none() {
        return new LocalHealthConfig(0, false);
    }
}
