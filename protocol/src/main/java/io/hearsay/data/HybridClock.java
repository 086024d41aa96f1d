package io.hearsay.data;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A hybrid logical clock (Kulkarni and others 2014): close to the wall clock, and later than all it has stamped or
 * seen.
 *
 * <p>Promises: each {@link #stamp} is later than all stamps given and {@link #admit admitted} before, whatever the wall
 * clock does; it is ahead of this node's wall clock by no more than the largest drift, and a millisecond for each
 * 65,536 stamps within one. Does not promise that stamps of nodes that have not heard of each other follow real time
 * closer than their clocks agree. Not thread-safe.
 *
 * <p>A stamp too far ahead is refused, not clamped: two replicas that clamp one write differently would hold it under
 * two times, and no merge could make them agree again. So a node whose clock is an hour ahead shadows nobody; its
 * writes are refused everywhere else, and that is counted here.
 */
public final class HybridClock {
    /*
     * The paper's pair (l, c) is one number here: l in the upper 48 bits, c in the lower 16. "The greatest of l, l of
     * the message and the wall clock, and c plus one if that was not the wall clock" is then: the greater of last + 1
     * and the wall clock. A count that overflows carries into the milliseconds.
     */
    private static final long MAX_MILLIS = Long.MAX_VALUE >>> Timestamp.COUNT_BITS;

    private final long replica;
    private final LongSupplier wallMillis;
    private final long maxDriftMillis;
    private long last;
    private long refused;
    private long furthestAheadMillis;

    /**
     * A clock that has seen nothing yet.
     *
     * @param wallMillis this node's idea of the milliseconds since 1970; may jump and go back
     * @param maxDrift how far ahead of it a stamp may be that comes from elsewhere; more of it lets a wrong clock win
     *     for longer
     */
    public HybridClock(long replica, LongSupplier wallMillis, Duration maxDrift) {
        if (maxDrift.isNegative()) throw new IllegalArgumentException("maxDrift must be 0 or more, was " + maxDrift);
        this.replica = replica;
        this.wallMillis = wallMillis;
        this.maxDriftMillis = maxDrift.toMillis();
    }

    /** A stamp for something that is written here and now. */
    public Timestamp stamp() {
        last = Math.max(last + 1, wall() << Timestamp.COUNT_BITS);
        return new Timestamp(last, replica);
    }

    /** The latest that it has stamped or seen. */
    public Timestamp last() {
        return new Timestamp(last, replica);
    }

    /** Takes note of a stamp from elsewhere; false, and counted, if it is too far ahead to be believed. */
    public boolean admit(Timestamp stamp) {
        long aheadMillis = stamp.millis() - wall();
        if (aheadMillis > maxDriftMillis) {
            refused++;
            furthestAheadMillis = Math.max(furthestAheadMillis, aheadMillis);
            return false;
        }
        last = Math.max(last, stamp.time());
        return true;
    }

    /** Takes note of a stamp that this node has believed before, in an earlier life, however far ahead it is. */
    public void resume(Timestamp stamp) {
        last = Math.max(last, stamp.time());
    }

    /** How many stamps were refused. */
    public long refused() {
        return refused;
    }

    /** By how many milliseconds the worst of them was ahead of this node's wall clock; 0 if none was. */
    public long furthestAheadMillis() {
        return furthestAheadMillis;
    }

    private long wall() {
        return Math.max(0, Math.min(MAX_MILLIS, wallMillis.getAsLong()));
    }
}
