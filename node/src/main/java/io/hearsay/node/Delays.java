package io.hearsay.node;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A distribution of durations: four buckets to each power of two, so that a quantile is at most a quarter too high.
 *
 * <p>One writer, readers on any thread; a reader sees a count that may be a few behind. Bound: 1.3 KiB.
 */
final class Delays {
    private static final int STEPS = 4;
    private static final int STEP_BITS = 2;

    private final AtomicLongArray counts = new AtomicLongArray(64 * STEPS);

    void record(long nanos) {
        int bucket = bucket(Math.max(nanos, 0));
        counts.lazySet(bucket, counts.getPlain(bucket) + 1);
    }

    long count() {
        long total = 0;
        for (int i = 0; i < counts.length(); i++) total += counts.get(i);
        return total;
    }

    /**
     * The upper end of the bucket in which the quantile lies, in nanoseconds; 0 when nothing was recorded.
     *
     * @param q 0..1
     */
    long quantileNanos(double q) {
        long rank = (long) Math.ceil(q * count());
        long seen = 0;
        for (int i = 0; i < counts.length(); i++) {
            seen += counts.get(i);
            if (seen >= rank && seen > 0) return upperEnd(i);
        }
        return 0;
    }

    /** How many were longer than so much, give or take a quarter. */
    long longerThan(long nanos) {
        long total = 0;
        for (int i = bucket(nanos) + 1; i < counts.length(); i++) total += counts.get(i);
        return total;
    }

    private static int bucket(long nanos) {
        if (nanos < STEPS) return (int) nanos;
        int power = 63 - Long.numberOfLeadingZeros(nanos);
        int step = (int) (nanos >>> power - STEP_BITS) & STEPS - 1;
        return (power - STEP_BITS + 1) * STEPS + step;
    }

    private static long upperEnd(int bucket) {
        if (bucket < STEPS) return bucket;
        int power = bucket / STEPS + STEP_BITS - 1;
        long step = bucket % STEPS;
        return (1L << power) + (step + 1 << power - STEP_BITS) - 1;
    }
}
