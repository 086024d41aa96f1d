package io.hearsay.dissemination.topic;

import java.time.Duration;

/**
 * How long ordered events wait for what comes before them, and how much waits and is remembered.
 *
 * @param hold how long, default 5 s on a LAN, 15 s on a WAN (guess: well above a repair). More of it delays what
 *     follows a loss, and what a newcomer hears first; less of it gives up what would still have come
 * @param heldEvents how many wait at most, default 4,096; then the one that has waited longest waits no more
 * @param heldBytes their payloads, default 16 MiB
 * @param topics of how many topics the contract is remembered, default 4,096; the one not used for longest goes first
 * @param publishers of how many publishers in a topic it is remembered what was delivered, over all topics, default
 *     65,536; the one silent for longest goes first, and its next event seems to follow a gap
 * @param past how long an event counts as another's past, default 60 s: as long as others remember it
 */
public record TopicConfig(Duration hold, int heldEvents, long heldBytes, int topics, int publishers, Duration past) {

    public TopicConfig {
        check("milliseconds of hold", hold.toMillis(), 1, 3_600_000);
        check("held events", heldEvents, 1, 1 << 16);
        check("held bytes", heldBytes, 1, Long.MAX_VALUE);
        check("topics", topics, 1, 1 << 20);
        check("publishers", publishers, 1, 1 << 24);
        check("milliseconds of past", past.toMillis(), 1, 3_600_000);
    }

    /** For nodes with round trips of a millisecond or so. */
    public static TopicConfig lan() {
        return new TopicConfig(Duration.ofSeconds(5), 4_096, 16 << 20, 4_096, 65_536, Duration.ofSeconds(60));
    }

    /** For nodes with round trips of some ten to some hundred milliseconds. */
    public static TopicConfig wan() {
        return lan().withHold(Duration.ofSeconds(15));
    }

    /** The same with another hold time. */
    public TopicConfig withHold(Duration other) {
        return new TopicConfig(other, heldEvents, heldBytes, topics, publishers, past);
    }

    /** The same with other bounds of what waits. */
    public TopicConfig withHeld(int events, long bytes) {
        return new TopicConfig(hold, events, bytes, topics, publishers, past);
    }

    private static void check(String what, long value, long min, long max) {
        if (value < min || value > max)
            throw new IllegalArgumentException(what + " must be " + min + ".." + max + ", was " + value);
    }
}
