package io.hearsay.membership.evidence;

import java.time.Duration;

/**
 * How a broken link is looked into.
 *
 * @param minSilence the shortest time that pings wait for an answer; longer delays the news of a death; default 40 ms
 *     (guess)
 * @param maxSilence the longest; default 500 ms, as a probe's
 * @param rttFactor the silence in round-trip times, where one is known; default 8 (guess)
 * @param pings how many are sent within it, for one may be lost; default 3 (guess)
 * @param resetSilence how long a member has to be silent after a link that was reset; default 1 s, a probe period
 * @param patience after which time nothing more is made of a broken link; default 15 s (guess)
 */
public record InquestConfig(
        Duration minSilence, Duration maxSilence, int rttFactor, int pings, Duration resetSilence, Duration patience) {

    public InquestConfig {
        positive("minSilence", minSilence);
        positive("resetSilence", resetSilence);
        positive("patience", patience);
        if (maxSilence.compareTo(minSilence) < 0)
            throw new IllegalArgumentException("maxSilence must be at least " + minSilence + ", was " + maxSilence);
        if (rttFactor < 1 || rttFactor > 1_000)
            throw new IllegalArgumentException("rttFactor must be 1..1000, was " + rttFactor);
        if (pings < 1 || pings > 16) throw new IllegalArgumentException("pings must be 1..16, was " + pings);
    }

    private static void positive(String what, Duration value) {
        if (value.isNegative() || value.isZero())
            throw new IllegalArgumentException(what + " must be above 0, was " + value);
    }

    /** For members within about a millisecond of each other. */
    public static InquestConfig lan() {
        return new InquestConfig(
                Duration.ofMillis(40), Duration.ofMillis(500), 8, 3, Duration.ofSeconds(1), Duration.ofSeconds(15));
    }

    /** For members up to some hundred milliseconds apart. */
    public static InquestConfig wan() {
        return new InquestConfig(
                Duration.ofMillis(500), Duration.ofSeconds(3), 8, 3, Duration.ofSeconds(5), Duration.ofSeconds(60));
    }

    /** For members on one machine, in demonstrations and tests. */
    public static InquestConfig local() {
        return new InquestConfig(
                Duration.ofMillis(40), Duration.ofMillis(200), 8, 3, Duration.ofMillis(500), Duration.ofSeconds(8));
    }
}
