package io.hearsay.data;

/**
 * Names one change: the how-manieth it was of its replica.
 *
 * @param count from 1
 */
public record Dot(long replica, long count) implements Comparable<Dot> {
    public Dot {
        if (count < 1) throw new IllegalArgumentException("a replica's changes count from 1, was " + count);
    }

    @Override
    public int compareTo(Dot other) {
        int byReplica = Long.compare(replica, other.replica);
        return byReplica != 0 ? byReplica : Long.compare(count, other.count);
    }
}
