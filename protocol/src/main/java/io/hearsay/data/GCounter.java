package io.hearsay.data;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A counter that only grows: a count for each replica. Bound: one number for each replica that ever counted. */
public final class GCounter implements Crdt<GCounter> {
    /** Zero. */
    public static final GCounter EMPTY = new GCounter(new TreeMap<>());

    private final SortedMap<Long, Long> counts;

    private GCounter(SortedMap<Long, Long> counts) {
        this.counts = counts;
    }

    /** These counts, each 0 or more; zeros are left out, the map is copied. */
    static GCounter of(Map<Long, Long> counts) {
        TreeMap<Long, Long> copy = new TreeMap<>(counts);
        copy.values().removeIf(count -> count == 0);
        return new GCounter(copy);
    }

    /** The sum over all replicas; {@link Long#MAX_VALUE} where it would be more. */
    public long value() {
        long sum = 0;
        for (long count : counts.values()) {
            sum += count;
            if (sum < 0) return Long.MAX_VALUE;
        }
        return sum;
    }

    /**
     * The change that adds to it.
     *
     * @param by 0 or more
     * @throws ArithmeticException if the replica's count would no longer fit in 63 bits; nothing has changed
     */
    public GCounter increment(long replica, long by) {
        if (by < 0) throw new IllegalArgumentException("a growing counter takes 0 or more, was " + by);
        return of(Collections.singletonMap(replica, Math.addExact(counts.getOrDefault(replica, 0L), by)));
    }

    @Override
    public GCounter merge(GCounter other) {
        TreeMap<Long, Long> merged = new TreeMap<>(counts);
        other.counts.forEach((replica, count) -> merged.merge(replica, count, Math::max));
        return new GCounter(merged);
    }

    /** What each replica has counted; unmodifiable. */
    public SortedMap<Long, Long> counts() {
        return Collections.unmodifiableSortedMap(counts);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GCounter counter && counts.equals(counter.counts);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    @Override
    public String toString() {
        return "GCounter[" + value() + "]";
    }
}
