package io.hearsay.antientropy.riblt;

import static io.hearsay.wire.ByteWriter.varintSize;

import io.hearsay.antientropy.SearchMessage;
import java.util.Arrays;

/** What the two sides of a rateless search say. */
public sealed interface RibltMessage extends SearchMessage {
    /** How many symbols one message holds at most. */
    int MAX_SYMBOLS = 640;

    /** How many of the last symbols kept are compared to tell how large the difference is. */
    int TAIL = 128;

    /**
     * From the searching side: send the next symbols. {@link Symbols} answer; the first one is answered by {@link Tail}
     * before.
     *
     * @param from the first index that is missing
     * @param count how many, 1..{@link #MAX_SYMBOLS}
     */
    record More(long session, int from, int count) implements RibltMessage {
        @Override
        public int sizeBytes() {
            return 8 + varintSize(from) + varintSize(count);
        }
    }

    /**
     * Lets the searching side tell how large the difference is.
     *
     * @param count how many items the sender has
     * @param bits 16 bits of each of the last {@link #TAIL} symbols kept; the array belongs to the message
     */
    @SuppressWarnings("ArrayRecordComponent") // owned by the message; equality is by content
    record Tail(long session, int count, short[] bits) implements RibltMessage {
        public Tail {
            if (bits.length != TAIL) throw new IllegalArgumentException("a tail has " + TAIL + " symbols");
        }

        @Override
        public int sizeBytes() {
            return 8 + varintSize(count) + 2 * TAIL;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Tail that
                    && session == that.session
                    && count == that.count
                    && Arrays.equals(bits, that.bits);
        }

        @Override
        public int hashCode() {
            return 31 * Long.hashCode(session) + Arrays.hashCode(bits);
        }

        @Override
        public String toString() {
            return "Tail[session=" + session + ", count=" + count + "]";
        }
    }

    /**
     * Answers {@link More}. The arrays have one length, 1..{@link #MAX_SYMBOLS}, and belong to the message.
     *
     * @param from the index of the first
     * @param surpluses by how much each symbol holds more items than are to be expected of so many
     */
    @SuppressWarnings("ArrayRecordComponent") // owned by the message; equality is by content
    record Symbols(long session, int from, long[] sums, long[] checks, int[] surpluses) implements RibltMessage {
        public Symbols {
            if (sums.length != checks.length || sums.length != surpluses.length)
                throw new IllegalArgumentException("a symbol has a sum, a checksum and a count");
        }

        @Override
        public int sizeBytes() {
            int bytes = 8 + varintSize(from) + varintSize(sums.length) + 16 * sums.length;
            for (int surplus : surpluses) bytes += varintSize(zigzag(surplus));
            return bytes;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Symbols that
                    && session == that.session
                    && from == that.from
                    && Arrays.equals(sums, that.sums)
                    && Arrays.equals(checks, that.checks)
                    && Arrays.equals(surpluses, that.surpluses);
        }

        @Override
        public int hashCode() {
            return 31 * Long.hashCode(session) + Arrays.hashCode(sums);
        }

        @Override
        public String toString() {
            return "Symbols[session=" + session + ", from=" + from + ", " + sums.length + " symbols]";
        }
    }

    /** A surplus as it is written, so that small ones of either sign are short. */
    static long zigzag(int surplus) {
        return (surplus << 1 ^ surplus >> 31) & 0xffff_ffffL;
    }

    /** How many of so many items symbol {@code index} holds on average, rounded down: what counts are told against. */
    static int expected(int items, int index) {
        return (int) (2L * items / (2 + index));
    }
}
