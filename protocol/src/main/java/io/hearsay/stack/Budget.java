package io.hearsay.stack;

/**
 * A token bucket over all that a node sends, in which the classes have different depths: the lower a class, the fuller
 * the bucket must be for it to go.
 *
 * <p>Membership always goes, and is counted: others wait a little longer for it. Bound: a debt is never more than a
 * full bucket.
 */
final class Budget {
    private static final long NANOS = 1_000_000_000L;
    private static final int PARTS = 8;

    /* In bytes times nanoseconds, so that refilling in small steps loses nothing. At 4 GiB/s a second is 2^62. */
    private final long bytesPerSecond;
    private final long full;
    private long level;
    private long lastNanos;

    /** A full bucket: a quarter of a second's worth. */
    Budget(long bytesPerSecond, long nowNanos) {
        this.bytesPerSecond = bytesPerSecond;
        this.full = bytesPerSecond / 4 * NANOS;
        this.level = full;
        this.lastNanos = nowNanos;
    }

    void refill(long nowNanos) {
        long elapsed = Math.min(nowNanos - lastNanos, NANOS);
        lastNanos = nowNanos;
        if (elapsed > 0) level = Math.min(full, level + elapsed * bytesPerSecond);
    }

    boolean admits(Traffic traffic) {
        return traffic == Traffic.MEMBERSHIP || level > reserve(traffic);
    }

    void spend(int bytes) {
        level = Math.max(-full, level - bytes * NANOS);
    }

    /** In how many nanoseconds the class may go if nothing else does. */
    long nanosUntil(Traffic traffic) {
        return admits(traffic) ? 0 : (reserve(traffic) - level) / bytesPerSecond + 1;
    }

    /** What a class leaves for those above it: nothing for events, half of the bucket for exploration. */
    private long reserve(Traffic traffic) {
        return full / PARTS * Math.max(0, traffic.rank - Traffic.EVENTS.rank);
    }
}
