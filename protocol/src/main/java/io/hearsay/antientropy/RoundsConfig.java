package io.hearsay.antientropy;

import java.time.Duration;

/**
 * How often a node reconciles.
 *
 * @param every the pause between two rounds with a random peer, on average; default 10 s. A round with one who holds
 *     the same costs some 450 bytes; less of them leaves what spreading has missed unseen for longer (guess)
 * @param soon within which time about eight members visit one who comes, default 1 s. Less of it makes them all come at
 *     once (guess)
 */
public record RoundsConfig(Duration every, Duration soon) {

    public RoundsConfig {
        if (every.compareTo(Duration.ofMillis(1)) < 0 || soon.compareTo(Duration.ofMillis(1)) < 0)
            throw new IllegalArgumentException("every and soon must be 1 ms or more, were " + every + " and " + soon);
    }

    /** The defaults above. */
    public static RoundsConfig usual() {
        return new RoundsConfig(Duration.ofSeconds(10), Duration.ofSeconds(1));
    }

    /** Another pause. */
    public RoundsConfig withEvery(Duration other) {
        return new RoundsConfig(other, soon);
    }
}
