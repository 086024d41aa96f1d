package io.hearsay.membership.keys;

import java.time.Duration;

/**
 * How orders about keys are passed on.
 *
 * @param fanout how many of those who are behind are told at once; more repeats, less time; default 3 (guess)
 * @param round after which time those still behind are told again; doubled, up to 50 times as long, while that brings
 *     nothing; default 200 ms (guess)
 * @param patience after which time an order that not all have confirmed is reported; default 5 s
 */
public record KeyRotationConfig(int fanout, Duration round, Duration patience) {

    public KeyRotationConfig {
        if (fanout < 1 || fanout > 32) throw new IllegalArgumentException("fanout must be 1..32, was " + fanout);
        positive("round", round);
        positive("patience", patience);
    }

    private static void positive(String what, Duration value) {
        if (value.isNegative() || value.isZero())
            throw new IllegalArgumentException(what + " must be above 0, was " + value);
    }

    /** For members within about a millisecond of each other. */
    public static KeyRotationConfig lan() {
        return new KeyRotationConfig(3, Duration.ofMillis(200), Duration.ofSeconds(5));
    }

    /** For members up to some hundred milliseconds apart. */
    public static KeyRotationConfig wan() {
        return new KeyRotationConfig(3, Duration.ofMillis(700), Duration.ofSeconds(10));
    }

    /** For members on one machine. */
    public static KeyRotationConfig local() {
        return new KeyRotationConfig(3, Duration.ofMillis(100), Duration.ofSeconds(5));
    }
}
