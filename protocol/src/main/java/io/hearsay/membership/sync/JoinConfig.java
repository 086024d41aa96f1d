package io.hearsay.membership.sync;

import java.time.Duration;

/**
 * How a node comes into a cluster.
 *
 * @param dials seeds that are called at once; after each {@code dialPause} as many again; default 32 (guess)
 * @param dialPause default 10 ms (guess)
 * @param retryMin how long the first round of calls is waited for before all are called again; doubles each round;
 *     default 250 ms (guess)
 * @param retryMax default 3 s (guess)
 * @param probeTimeout how long the holder of a wanted name has to answer; as SWIM's; default 500 ms
 * @param refusedTimeout the same where the holder's port refuses, or the joiner speaks from its address; default 50 ms
 *     (guess)
 */
public record JoinConfig(
        int dials,
        Duration dialPause,
        Duration retryMin,
        Duration retryMax,
        Duration probeTimeout,
        Duration refusedTimeout) {

    public JoinConfig {
        range("dials", dials, 1, 1_024);
        positive("dialPause", dialPause);
        positive("retryMin", retryMin);
        positive("retryMax", retryMax);
        positive("probeTimeout", probeTimeout);
        positive("refusedTimeout", refusedTimeout);
        if (retryMax.compareTo(retryMin) < 0)
            throw new IllegalArgumentException("retryMax must be at least retryMin, " + retryMin + ", was " + retryMax);
    }

    static void positive(String what, Duration value) {
        if (value.isNegative() || value.isZero())
            throw new IllegalArgumentException(what + " must be above 0, was " + value);
    }

    static void range(String what, int value, int from, int to) {
        if (value < from || value > to)
            throw new IllegalArgumentException(what + " must be " + from + ".." + to + ", was " + value);
    }

    /** For members within about a millisecond of each other. */
    public static JoinConfig lan() {
        return new JoinConfig(
                32,
                Duration.ofMillis(10),
                Duration.ofMillis(250),
                Duration.ofSeconds(3),
                Duration.ofMillis(500),
                Duration.ofMillis(50));
    }

    /** For members up to some hundred milliseconds apart. */
    public static JoinConfig wan() {
        return new JoinConfig(
                32,
                Duration.ofMillis(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(3),
                Duration.ofMillis(500));
    }

    /** For members on one machine, in demonstrations and tests. */
    public static JoinConfig local() {
        return new JoinConfig(
                32,
                Duration.ofMillis(10),
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                Duration.ofMillis(200),
                Duration.ofMillis(50));
    }
}
