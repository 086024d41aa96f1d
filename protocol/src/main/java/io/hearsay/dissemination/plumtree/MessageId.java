package io.hearsay.dissemination.plumtree;

/**
 * Which broadcast: the process that sent it first, and its how-manieth it is.
 *
 * @param origin the process's instance
 * @param sequence 1 or more
 */
public record MessageId(long origin, long sequence) {
    public MessageId {
        if (sequence < 1) throw new IllegalArgumentException("sequence must be 1 or more, was " + sequence);
    }

    @Override
    public String toString() {
        return Long.toHexString(origin) + "/" + sequence;
    }
}
