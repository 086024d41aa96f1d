package io.hearsay.antientropy;

import io.hearsay.antientropy.ReconcilerMessage.Entries;
import java.util.ArrayList;
import java.util.List;

/** Items whose entries are to be sent, a message at a time. */
final class Outgoing {
    private final Replica replica;
    private final LongQueue items = new LongQueue();
    private long sent;

    Outgoing(Replica replica) {
        this.replica = replica;
    }

    void add(long item) {
        items.add(item);
    }

    int size() {
        return items.size();
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /** How many entries were given to {@link #next}'s callers. */
    long sent() {
        return sent;
    }

    /**
     * The next message full of entries.
     *
     * @param asked whether the other side has asked for them, and counts the answers
     */
    Entries next(long session, boolean asked) {
        List<byte[]> entries = new ArrayList<>();
        int bytes = 0;
        int looked = 0;
        // an entry fits after any number of others that are shorter than the rest of a message
        while (!items.isEmpty() && looked < ReconcilerMessage.MAX_WANTED && bytes < Replica.MAX_ENTRY_BYTES / 2) {
            looked++;
            byte[] entry = replica.entry(items.remove());
            if (entry == null) continue;
            entries.add(entry);
            bytes += entry.length + 2;
        }
        sent += entries.size();
        return new Entries(session, asked ? looked : 0, entries);
    }
}
