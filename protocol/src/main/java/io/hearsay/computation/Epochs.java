package io.hearsay.computation;

/**
 * Which restart a node is in (Jelasity, Montresor, Babaoglu, TOCS 2005, 4): everybody begins anew every so many cycles,
 * and whoever hears of a later epoch jumps to it. So epochs spread like rumors and overlap by O(log n) cycles.
 *
 * <p>A node that joins takes no part in the epoch that runs: it would bring a value into a sum that others have begun.
 * It waits for the one after the first it hears of. Not thread-safe.
 */
public final class Epochs {
    /** The number of a node that has not heard of any yet. */
    private static final long WAITING = -1;

    private final int length;
    private long current;
    private long joinFrom = Long.MAX_VALUE;
    private int cycles;
    private long previous = WAITING;
    private int previousCycles;

    private Epochs(int length, long current) {
        if (length < 0) throw new IllegalArgumentException("an epoch has 0 or more cycles, was " + length);
        this.length = length;
        this.current = current;
    }

    /**
     * A node that is there from the beginning.
     *
     * @param length cycles; 0: one epoch for ever
     */
    public static Epochs founding(int length) {
        return new Epochs(length, 0);
    }

    /** A node that joins others; needs epochs that end. */
    public static Epochs joining(int length) {
        if (length == 0) throw new IllegalArgumentException("who joins needs epochs that end, length was 0");
        return new Epochs(length, WAITING);
    }

    /** Whether this node takes part. */
    public boolean isIn() {
        return current != WAITING;
    }

    /** The epoch's number, from 0; -1 while waiting. */
    public long current() {
        return current;
    }

    /** Cycles done in this epoch. */
    public int cycles() {
        return cycles;
    }

    /** The epoch this node was in before the current one, -1 if none. */
    public long previous() {
        return previous;
    }

    /** Cycles done in that one. */
    public int previousCycles() {
        return previousCycles;
    }

    /** A cycle is done; true if that was the epoch's last, and the next one has begun. */
    public boolean cycleDone() {
        cycles++;
        if (length == 0 || cycles < length) return false;
        begin(current + 1);
        return true;
    }

    /** Somebody is in this epoch; true if this node has just jumped to it. */
    public boolean heard(long epoch) {
        if (!isIn()) {
            if (joinFrom == Long.MAX_VALUE && epoch < Long.MAX_VALUE) joinFrom = epoch + 1;
            if (epoch < joinFrom) return false;
        } else if (epoch <= current) return false;
        begin(epoch);
        return true;
    }

    private void begin(long epoch) {
        previous = current;
        previousCycles = cycles;
        current = epoch;
        cycles = 0;
    }
}
