package io.hearsay.data;

/**
 * When something was written: a moment of a {@link HybridClock}, and by whom. Totally ordered.
 *
 * @param time milliseconds since 1970 in the upper 48 bits, a count in the lower 16; 0 or more
 * @param replica decides between equal times
 */
public record Timestamp(long time, long replica) implements Comparable<Timestamp> {
    /** How many bits count within a millisecond. */
    static final int COUNT_BITS = 16;

    /** Before everything that was ever written. */
    public static final Timestamp NEVER = new Timestamp(0, 0);

    public Timestamp {
        if (time < 0) throw new IllegalArgumentException("time must be 0 or more, was " + time);
    }

    /** Its wall clock part, milliseconds since 1970. */
    public long millis() {
        return time >>> COUNT_BITS;
    }

    @Override
    public int compareTo(Timestamp other) {
        int byTime = Long.compare(time, other.time);
        return byTime != 0 ? byTime : Long.compareUnsigned(replica, other.replica);
    }
}
