package io.hearsay.theory;

/** Refuses arguments for which a law says nothing. */
final class Range {
    private Range() {}

    static void nodes(long n, long least) {
        if (n < least) throw new IllegalArgumentException("n must be " + least + " or more, was " + n);
    }

    static void ratio(String what, double value) {
        if (!(value >= 0 && value <= 1)) throw new IllegalArgumentException(what + " must be 0..1, was " + value);
    }

    /** Above 0 and at most 1. */
    static void chance(String what, double value) {
        if (!(value > 0 && value <= 1))
            throw new IllegalArgumentException(what + " must be above 0 and at most 1, was " + value);
    }

    static void positive(String what, double value) {
        if (!(value > 0)) throw new IllegalArgumentException(what + " must be above 0, was " + value);
    }

    static void notNegative(String what, double value) {
        if (!(value >= 0)) throw new IllegalArgumentException(what + " must be 0 or more, was " + value);
    }
}
