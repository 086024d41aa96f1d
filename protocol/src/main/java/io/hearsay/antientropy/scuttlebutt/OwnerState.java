package io.hearsay.antientropy.scuttlebutt;

import io.hearsay.NodeId;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is held of one life of one owner: its entries by key, and the same by version.
 *
 * <p>Invariant: all writes up to {@link #version} are held that were not overwritten since, but for tombstones up to
 * {@link #collected}; while a reset is under way, version is below collected.
 */
final class OwnerState {
    /** More than an owner has, since a replica may still hold what was overwritten or deleted there. */
    private static final int MAX_HELD_BYTES = 4 * OwnState.MAX_BYTES;

    private final NodeId owner;
    private final NavigableMap<String, Entry> byKey = new TreeMap<>();
    private final NavigableMap<Long, Entry> byVersion = new TreeMap<>();
    private int bytes;
    private int tombstones;
    private long version;
    private long heard;
    private long collected;
    private long changedNanos;

    OwnerState(NodeId owner, long nowNanos) {
        this.owner = owner;
        this.changedNanos = nowNanos;
    }

    /** The same entries under a later life of the owner. */
    OwnerState of(NodeId later) {
        OwnerState state = new OwnerState(later, changedNanos);
        byVersion.values().forEach(state::hold);
        state.version = version;
        state.collected = collected;
        return state;
    }

    NodeId owner() {
        return owner;
    }

    long version() {
        return version;
    }

    /** The last of its versions that was heard of, held or not. */
    long heard() {
        return heard;
    }

    /** It has written this one; true if that is news. */
    boolean heardOf(long written) {
        if (written <= heard) return false;
        heard = written;
        return true;
    }

    long collected() {
        return collected;
    }

    Known known() {
        return new Known(owner, version, collected);
    }

    @Nullable
    Entry entry(String key) {
        return byKey.get(key);
    }

    /** What was written above a version, oldest first. */
    Collection<Entry> above(long after) {
        return byVersion.tailMap(after, false).values();
    }

    int liveKeys() {
        return byKey.size() - tombstones;
    }

    int tombstones() {
        return tombstones;
    }

    int bytes() {
        return bytes;
    }

    /** Takes in the owner's next write. */
    void write(Entry entry, long nowNanos) {
        hold(entry);
        version = entry.version();
        changedNanos = nowNanos;
    }

    private void hold(Entry entry) {
        Entry before = byKey.put(entry.key(), entry);
        if (before != null) {
            byVersion.remove(before.version());
            count(before, -1);
        }
        byVersion.put(entry.version(), entry);
        count(entry, 1);
    }

    private void count(Entry entry, int sign) {
        bytes += sign * entry.sizeBytes();
        if (entry.isTombstone()) tombstones += sign;
    }

    /** Whether the entry can be held within the bounds. */
    boolean hasRoomFor(Entry entry) {
        return bytes + entry.sizeBytes() <= MAX_HELD_BYTES;
    }

    /** All up to this version is held now. */
    void advanceTo(long upTo) {
        version = Math.max(version, upTo);
    }

    /** Begins again from nothing, as one that is told all by somebody who has collected up to there. */
    void reset(long upTo) {
        byKey.clear();
        byVersion.clear();
        bytes = 0;
        tombstones = 0;
        version = 0;
        collected = upTo;
    }

    /** Forgets tombstones up to a version. */
    void collect(long upTo) {
        if (upTo <= collected) return;
        collected = upTo;
        Iterator<Entry> old = byVersion.headMap(upTo, true).values().iterator();
        while (old.hasNext()) {
            Entry entry = old.next();
            if (!entry.isTombstone()) continue;
            old.remove();
            byKey.remove(entry.key());
            count(entry, -1);
        }
    }

    /** The entries that are no tombstones. */
    void forEachLive(Consumer<Entry> action) {
        for (Entry entry : byKey.values()) if (!entry.isTombstone()) action.accept(entry);
    }

    Snapshot snapshot() {
        SortedMap<String, Entry> live = new TreeMap<>();
        forEachLive(entry -> live.put(entry.key(), entry));
        return new Snapshot(
                owner, version, collected, tombstones, changedNanos, Collections.unmodifiableSortedMap(live));
    }
}
