package io.hearsay.dissemination.bimodal;

import java.util.Arrays;

/**
 * A user's bytes; compared by content.
 *
 * @param bytes at most {@value #MAX_BYTES}; the array belongs to the payload, nobody writes to it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record Payload(byte[] bytes) {

    /** The largest that any node can be configured to take: one datagram's worth. */
    public static final int MAX_BYTES = 60_000;

    public Payload {
        if (bytes.length > MAX_BYTES)
            throw new IllegalArgumentException("payload must be 0.." + MAX_BYTES + " bytes, was " + bytes.length);
    }

    /** How many bytes. */
    public int size() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload payload && Arrays.equals(bytes, payload.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
