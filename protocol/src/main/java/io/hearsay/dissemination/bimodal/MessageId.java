package io.hearsay.dissemination.bimodal;

import io.hearsay.Peer;

/**
 * Which message: the process that published it, and its how-manieth it is.
 *
 * @param origin the instance of the process
 * @param sequence 1 for its first
 */
public record MessageId(long origin, long sequence) {

    public MessageId {
        if (origin == Peer.UNKNOWN) throw new IllegalArgumentException("origin must not be 0");
        if (sequence < 1) throw new IllegalArgumentException("sequence must be 1 or more, was " + sequence);
    }

    @Override
    public String toString() {
        return Long.toHexString(origin) + "/" + sequence;
    }
}
