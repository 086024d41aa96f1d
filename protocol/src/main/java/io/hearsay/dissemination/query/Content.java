package io.hearsay.dissemination.query;

import java.util.Arrays;

/**
 * A user's bytes, compared by what they are.
 *
 * @param bytes belong to the content; nobody writes to them
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record Content(byte[] bytes) {

    /** How many bytes. */
    public int size() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Content content && Arrays.equals(bytes, content.bytes);
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
