package io.hearsay.dissemination.query;

import java.time.Duration;

/**
 * How a node asks others, and how much it takes on for them.
 *
 * @param again how long to wait before the silent are asked again, default 200 ms on a LAN, 1 s on a WAN; ever more
 *     rarely after the eighth time. Less of it repeats questions whose answers are on their way (guess)
 * @param roomBytes how long one message in a datagram may be, default 1,100; what is longer goes by link
 * @param maxBytes the largest payload of a question, an answer or a note, default 1 MiB, the limit of an event
 * @param bounds what asking and answering may take in memory
 */
public record QueryConfig(Duration again, int roomBytes, int maxBytes, Bounds bounds) {

    /**
     * What asking and answering may take in memory.
     *
     * @param open own questions that wait for answers, default 1,024; further ones are refused
     * @param underWay others' questions being answered here, default 512; further ones are refused as busy
     * @param underWayOfOne the same of one member, default 64, so that one that floods leaves room for the others
     * @param keptBytes answers kept in case the question comes again, default 4 MiB, the oldest go first
     * @param linkBytes what waits for links, default 16 MiB, and what has come in on them and is not complete: as much
     *     again; of one member a quarter of each
     */
    public record Bounds(int open, int underWay, int underWayOfOne, long keptBytes, long linkBytes) {
        public Bounds {
            check("open questions", open, 1, 1 << 16);
            check("questions under way", underWay, 1, 1 << 16);
            check("questions of one member under way", underWayOfOne, 1, underWay);
            check("bytes of kept answers", keptBytes, 0, Long.MAX_VALUE);
            check("bytes for links", linkBytes, 1 << 16, Long.MAX_VALUE);
        }

        /** The defaults. */
        public static Bounds defaults() {
            return new Bounds(1_024, 512, 64, 4 << 20, 16 << 20);
        }
    }

    public QueryConfig {
        check("milliseconds before asking again", again.toMillis(), 1, 60_000);
        check("room in a datagram", roomBytes, 256, 65_000);
        check("maxBytes", maxBytes, 0, bounds.linkBytes / 8);
    }

    /** For nodes with round trips of a millisecond or so. */
    public static QueryConfig lan() {
        return new QueryConfig(Duration.ofMillis(200), 1_100, 1 << 20, Bounds.defaults());
    }

    /** For nodes with round trips of some ten to some hundred milliseconds. */
    public static QueryConfig wan() {
        return new QueryConfig(Duration.ofSeconds(1), 1_100, 1 << 20, Bounds.defaults());
    }

    /** The same with other bounds. */
    public QueryConfig withBounds(Bounds other) {
        return new QueryConfig(again, roomBytes, maxBytes, other);
    }

    private static void check(String what, long value, long min, long max) {
        if (value < min || value > max)
            throw new IllegalArgumentException(what + " must be " + min + ".." + max + ", was " + value);
    }
}
