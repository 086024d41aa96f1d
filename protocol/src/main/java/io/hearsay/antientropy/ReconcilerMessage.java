package io.hearsay.antientropy;

import static io.hearsay.wire.ByteWriter.varintSize;

import io.hearsay.antientropy.ReconcilerEvent.Cause;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What both sides of a session say, whatever the method. All travel on a link. */
public sealed interface ReconcilerMessage extends AntiEntropyMessage {
    /** How many items one {@link Want} names at most. */
    int MAX_WANTED = 512;

    /** How many bytes of entries one {@link Entries} holds at most. */
    int MAX_ENTRIES_BYTES = 15 * 1024 + 256;

    /**
     * Begins a session; {@link Opened} or {@link Failed} answers.
     *
     * @param sum of the sender's items
     * @param count of the sender's items, 0 or more
     * @param scope whose items they are; one after the other of those that both sides hold is opened in a session
     * @param asks whether the other side is to say how far members have come
     */
    record Open(long session, long sum, long count, String scope, boolean asks) implements ReconcilerMessage {
        /** Of what everybody holds. */
        Open(long session, long sum, long count) {
            this(session, sum, count, Scope.ALL, false);
        }

        @Override
        public int sizeBytes() {
            int name = scope.getBytes(StandardCharsets.UTF_8).length;
            return 16 + varintSize(count) + (name == 0 && !asks ? 0 : varintSize(name) + name) + (asks ? 1 : 0);
        }
    }

    /**
     * Answers an {@link Open}; where the sums are equal the session is over.
     *
     * @param sum of the sender's items
     * @param count of the sender's items, 0 or more
     * @param lag by how many entries the opening side is behind, if the sender knows: they follow; else 0
     * @param marks of the sender as it holds these items; none if it was not asked
     */
    record Opened(long session, long sum, long count, int lag, Marks marks) implements ReconcilerMessage {
        @Override
        public int sizeBytes() {
            return 16 + varintSize(count) + varintSize(lag) + (marks.isEmpty() ? 0 : marks.sizeBytes());
        }
    }

    /**
     * Asks for entries; {@link Entries} answer. The array belongs to the message; at most {@link #MAX_WANTED} items.
     */
    @SuppressWarnings("ArrayRecordComponent") // owned by the message; equality is by content
    record Want(long session, long[] items) implements ReconcilerMessage {
        @Override
        public int sizeBytes() {
            return 8 + varintSize(items.length) + 8 * items.length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Want want && session == want.session && Arrays.equals(items, want.items);
        }

        @Override
        public int hashCode() {
            return 31 * Long.hashCode(session) + Arrays.hashCode(items);
        }

        @Override
        public String toString() {
            return "Want[session=" + session + ", " + items.length + " items]";
        }
    }

    /**
     * Brings entries, asked for or not; the arrays belong to the message.
     *
     * @param answered how many wanted items this settles, those that are gone included
     */
    record Entries(long session, int answered, List<byte[]> entries) implements ReconcilerMessage {
        public Entries {
            entries = List.copyOf(entries);
        }

        @Override
        public int sizeBytes() {
            int bytes = 8 + varintSize(answered) + varintSize(entries.size());
            for (byte[] entry : entries) bytes += varintSize(entry.length) + entry.length;
            return bytes;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Entries that
                    && session == that.session
                    && answered == that.answered
                    && Arrays.deepEquals(entries.toArray(), that.entries.toArray());
        }

        @Override
        public int hashCode() {
            return 31 * Long.hashCode(session) + Arrays.deepHashCode(entries.toArray());
        }

        @Override
        public String toString() {
            return "Entries[session=" + session + ", answered=" + answered + ", " + entries.size() + " entries]";
        }
    }

    /**
     * From the opening side: all is found, asked for and sent; the same from the other side ends the session.
     *
     * @param sum of the sender's items now
     */
    record Done(long session, long sum) implements ReconcilerMessage {
        @Override
        public int sizeBytes() {
            return 16;
        }
    }

    /** The session is over and did not succeed. */
    record Failed(long session, Cause cause) implements ReconcilerMessage {
        @Override
        public int sizeBytes() {
            return 9;
        }
    }
}
