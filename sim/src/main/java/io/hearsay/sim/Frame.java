package io.hearsay.sim;

import io.hearsay.Address;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A datagram on its way; used again when it has arrived. */
final class Frame {
    byte[] bytes = new byte[256];
    int length;
    /** The same number on both copies of a datagram that was doubled; 0 on all others. */
    long doubled;

    private @Nullable Address from;

    Frame of(byte[] source, int newLength, Address sender) {
        if (bytes.length < newLength) bytes = new byte[Math.max(newLength, 2 * bytes.length)];
        System.arraycopy(source, 0, bytes, 0, newLength);
        length = newLength;
        from = sender;
        doubled = 0;
        return this;
    }

    Address from() {
        if (from == null) throw new AssertionError("a frame of nobody");
        return from;
    }

    /** Another one like it; both know that they are two. */
    Frame copy(long number) {
        Frame copy = new Frame().of(Arrays.copyOf(bytes, length), length, from());
        doubled = number;
        copy.doubled = number;
        return copy;
    }
}
