package io.hearsay.antientropy.audit;

import io.hearsay.Message;
import io.hearsay.antientropy.Scope;
import java.util.Arrays;

/** What auditors and witnesses say to each other. Challenges and their answers are datagrams; copies take a link. */
public sealed interface AuditMessage extends Message {

    /**
     * From an auditor to a witness: hash your data of these items now. {@link Answer} answers it, or {@link Details}.
     *
     * @param nonce drawn for this slice; data are hashed under it
     * @param from the first item, as unsigned numbers go
     * @param to the last one
     * @param detailed whether each item is asked for by itself
     * @param scope whose items they are
     */
    record Challenge(long nonce, long from, long to, boolean detailed, String scope) implements AuditMessage {
        /** Of what everybody holds. */
        Challenge(long nonce, long from, long to, boolean detailed) {
            this(nonce, from, to, detailed, Scope.ALL);
        }
    }

    /**
     * Answers a {@link Challenge}, from data read for it.
     *
     * @param to the last item that it is about: before the one asked for if there are more than a slice takes
     * @param items the exclusive or of the items
     * @param data the exclusive or of the keyed hashes of their entries
     */
    record Answer(long nonce, long to, long items, long data) implements AuditMessage {}

    /**
     * Answers a detailed {@link Challenge}, and any for which the witness finds rot of its own: asked again it might
     * have healed it. One or more of them, the last one says so. The arrays belong to the message.
     *
     * @param items at most {@link #MAX_ITEMS}, which fit the smallest MTU
     * @param data the keyed hash of each one's entry
     * @param last whether this is all
     */
    @SuppressWarnings("ArrayRecordComponent") // owned by the message; equality is by content
    record Details(long nonce, long[] items, long[] data, boolean last) implements AuditMessage {
        /** How many items one of them is about at most. */
        public static final int MAX_ITEMS = 24;

        public Details {
            if (items.length != data.length || items.length > MAX_ITEMS)
                throw new IllegalArgumentException("there must be a hash for each of at most " + MAX_ITEMS
                        + " items, were " + data.length + " for " + items.length);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Details that
                    && nonce == that.nonce
                    && last == that.last
                    && Arrays.equals(items, that.items)
                    && Arrays.equals(data, that.data);
        }

        @Override
        public int hashCode() {
            return 31 * Long.hashCode(nonce) + Arrays.hashCode(data);
        }

        @Override
        public String toString() {
            return "Details[nonce=" + nonce + ", " + items.length + " items, last=" + last + "]";
        }
    }

    /** From one whose data of an item have rotted, on a link: send me yours. {@link Copy} answers. */
    record Fetch(long item) implements AuditMessage {}

    /** Answers a {@link Fetch}. The array belongs to the message; empty if the item is not here, or has rotted too. */
    @SuppressWarnings("ArrayRecordComponent") // owned by the message; equality is by content
    record Copy(long item, byte[] entry) implements AuditMessage {
        @Override
        public boolean equals(Object other) {
            return other instanceof Copy that && item == that.item && Arrays.equals(entry, that.entry);
        }

        @Override
        public int hashCode() {
            return 31 * Long.hashCode(item) + Arrays.hashCode(entry);
        }

        @Override
        public String toString() {
            return "Copy[item=" + item + ", " + entry.length + " bytes]";
        }
    }
}
