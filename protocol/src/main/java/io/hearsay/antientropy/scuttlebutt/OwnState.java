package io.hearsay.antientropy.scuttlebutt;

import io.hearsay.NodeId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this node says of itself: it numbers the writes, deletes what has had its time, and collects old tombstones.
 *
 * <p>Bounds: {@value #MAX_KEYS} keys and {@value #MAX_BYTES} bytes of keys and values, further writes are refused;
 * {@value #MAX_KEYS} tombstones within the same bytes, the oldest are collected early.
 */
final class OwnState {
    static final int MAX_KEYS = 1_024;
    static final int MAX_BYTES = 1 << 17;

    private record Deleted(long version, long atNanos) {}

    private OwnerState state;
    private final long tombstoneNanos;
    private final Deque<Deleted> deleted = new ArrayDeque<>();
    private final Map<String, Long> dueNanos = new LinkedHashMap<>();

    OwnState(NodeId self, long tombstoneNanos, long nowNanos) {
        this.state = new OwnerState(self, nowNanos);
        this.tombstoneNanos = tombstoneNanos;
    }

    OwnerState state() {
        return state;
    }

    void renew(NodeId later) {
        state = state.of(later);
    }

    /** Takes a version for nothing but to be seen. */
    void beat() {
        state.advanceTo(state.version() + 1);
    }

    /**
     * Writes a value; false if it is the one that stands already.
     *
     * @param ttlNanos after how long it is deleted; 0 for never
     */
    boolean put(String key, String value, long ttlNanos, long nowNanos) {
        Entry entry = new Entry(key, state.version() + 1, value);
        Entry before = state.entry(key);
        boolean isNews = before == null || !value.equals(before.value());
        if (isNews) makeRoom(entry);
        if (ttlNanos == 0) dueNanos.remove(key);
        else dueNanos.put(key, nowNanos + ttlNanos);
        if (isNews) state.write(entry, nowNanos);
        if (isNews && before != null && before.isTombstone()) forget(before.version());
        return isNews;
    }

    /** A tombstone that was written over waits for nothing: one for each that stands is the bound. */
    private void forget(long version) {
        deleted.removeIf(tombstone -> tombstone.version == version);
    }

    private void makeRoom(Entry entry) {
        Entry before = state.entry(entry.key());
        boolean isNew = before == null || before.isTombstone();
        if (isNew && state.liveKeys() >= MAX_KEYS)
            throw new IllegalStateException("a node says at most " + MAX_KEYS
                    + " keys of itself; delete one before putting '" + entry.key() + "'");
        while (bytesWith(entry) > MAX_BYTES && !deleted.isEmpty()) collectOldest();
        if (bytesWith(entry) > MAX_BYTES)
            throw new IllegalStateException("what a node says of itself takes at most " + MAX_BYTES + " bytes; with '"
                    + entry.key() + "' it would be " + bytesWith(entry));
    }

    private int bytesWith(Entry entry) {
        Entry before = state.entry(entry.key());
        return state.bytes() + entry.sizeBytes() - (before == null ? 0 : before.sizeBytes());
    }

    /** Deletes a key; false if there is none. */
    boolean delete(String key, long nowNanos) {
        Entry before = state.entry(key);
        if (before == null || before.isTombstone()) return false;
        dueNanos.remove(key);
        state.write(new Entry(key, state.version() + 1, null), nowNanos);
        deleted.add(new Deleted(state.version(), nowNanos));
        if (state.tombstones() > MAX_KEYS) collectOldest();
        return true;
    }

    /** Deletes what has had its time; the keys. */
    List<String> expire(long nowNanos) {
        List<String> due = new ArrayList<>();
        dueNanos.forEach((key, at) -> {
            if (at <= nowNanos) due.add(key);
        });
        for (String key : due) delete(key, nowNanos);
        return due;
    }

    void collect(long nowNanos) {
        for (Deleted oldest = deleted.peek(); isOld(oldest, nowNanos); oldest = deleted.peek()) collectOldest();
    }

    private boolean isOld(@Nullable Deleted tombstone, long nowNanos) {
        return tombstone != null && nowNanos - tombstone.atNanos >= tombstoneNanos;
    }

    private void collectOldest() {
        state.collect(deleted.remove().version);
    }
}
