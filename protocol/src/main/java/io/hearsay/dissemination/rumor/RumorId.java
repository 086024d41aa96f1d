package io.hearsay.dissemination.rumor;

import io.hearsay.Peer;

/**
 * Which rumor: the process that started it, and its how-manieth rumor it is.
 *
 * <p>Because a process numbers its rumors without gaps, "all up to 812" says in two numbers what a list of random ids
 * says in thousands, and a number that is missing is seen to be missing.
 *
 * @param origin the instance of the process that published it
 * @param sequence 1 for the first that process published
 */
public record RumorId(long origin, long sequence) implements Comparable<RumorId> {

    public RumorId {
        if (origin == Peer.UNKNOWN) throw new IllegalArgumentException("origin must not be 0");
        if (sequence < 1) throw new IllegalArgumentException("sequence must be 1 or more, was " + sequence);
    }

    @Override
    public int compareTo(RumorId other) {
        int byOrigin = Long.compareUnsigned(origin, other.origin);
        return byOrigin != 0 ? byOrigin : Long.compare(sequence, other.sequence);
    }

    @Override
    public String toString() {
        return Long.toHexString(origin) + "/" + sequence;
    }
}
