package io.hearsay.membership;

import io.hearsay.wire.ByteWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Updates still to be passed on: least sent first, each at most lambda ln n times (SWIM, section 4.1).
 *
 * <p>Bound: one update for each subject and accuser; a newer one about the same takes its place. Not thread-safe.
 */
final class UpdateQueue {
    private static final int MAX_TOO_LARGE = 8;

    /*
     * Entries stand in one insertion-ordered row per number of transmissions. Taking one moves it to the next row; the mark
     * of the running packet keeps it from being taken twice for one packet.
     */
    private final TreeMap<Integer, Set<Entry>> bySent = new TreeMap<>();
    private final Map<String, List<Entry>> bySubject = new LinkedHashMap<>();
    private final UpdateCodec codec = new UpdateCodec();
    private final ByteWriter scratch = new ByteWriter(256);
    private long packet = 1;
    private int size;

    private static final class Entry {
        final Update update;
        final int sizeBytes;
        int sent;
        long lastPacket;

        Entry(Update update, int sizeBytes) {
            this.update = update;
            this.sizeBytes = sizeBytes;
        }
    }

    /** Queues an update; what it makes obsolete goes. */
    void add(Update update) {
        List<Entry> about = bySubject.computeIfAbsent(update.subject().name(), name -> new ArrayList<>(1));
        for (Entry old : List.copyOf(about)) if (outdates(update, old.update)) drop(old);
        Entry entry = new Entry(update, size(update));
        bySubject
                .computeIfAbsent(update.subject().name(), name -> new ArrayList<>(1))
                .add(entry);
        row(0).add(entry);
        size++;
    }

    /** A verdict outdates all said before of its subject; an accusation only the same accuser's earlier one. */
    private static boolean outdates(Update update, Update old) {
        if (update instanceof Update.Suspect now)
            return old instanceof Update.Suspect before && before.accuser().equals(now.accuser());
        if (update instanceof Update.Gone now)
            return old instanceof Update.Gone before && before.accuser().equals(now.accuser());
        return true;
    }

    private void drop(Entry entry) {
        leaveRow(entry);
        forget(entry);
    }

    private void forget(Entry entry) {
        String name = entry.update.subject().name();
        List<Entry> about = bySubject.get(name);
        if (about == null) return;
        about.remove(entry);
        if (about.isEmpty()) bySubject.remove(name);
        size--;
    }

    private void leaveRow(Entry entry) {
        Set<Entry> row = row(entry.sent);
        row.remove(entry);
        if (row.isEmpty()) bySent.remove(entry.sent);
    }

    private Set<Entry> row(int sent) {
        return bySent.computeIfAbsent(sent, s -> new LinkedHashSet<>());
    }

    private int size(Update update) {
        codec.encode(update, scratch.reset());
        return 1 + ByteWriter.varintSize(scratch.position()) + scratch.position();
    }

    /**
     * Takes the next update for the packet being filled; null ends the packet.
     *
     * @param roomBytes how much it may take, kind and length included
     * @param limit how often an update is sent before it is dropped
     */
    public @Nullable Update next(int roomBytes, int limit) {
        Entry entry = leastSent(roomBytes);
        if (entry == null) {
            packet++;
            return null;
        }
        leaveRow(entry);
        entry.sent++;
        entry.lastPacket = packet;
        if (entry.sent >= limit) forget(entry);
        else row(entry.sent).add(entry);
        return entry.update;
    }

    /** A packet into which so many do not fit is full: to go through a thousand for each packet is too dear. */
    private @Nullable Entry leastSent(int roomBytes) {
        int tooLarge = 0;
        for (Set<Entry> row : bySent.values())
            for (Entry entry : row) {
                if (entry.lastPacket == packet) continue;
                if (entry.sizeBytes <= roomBytes) return entry;
                if (++tooLarge == MAX_TOO_LARGE) return null;
            }
        return null;
    }

    /** Forgets all that waits. */
    void clear() {
        bySent.clear();
        bySubject.clear();
        size = 0;
    }

    /** Whether there is nothing to pass on. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** How many updates wait. */
    public int size() {
        return size;
    }
}
