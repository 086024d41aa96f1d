package io.hearsay.membership;

import io.hearsay.NodeId;
import io.hearsay.RecentSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The removed lives that somebody might still bring back.
 *
 * <p>A tombstone stays until everybody known at the removal and not itself removed, the dead included, has acknowledged
 * it, or for the longest absence; at the bound the oldest go first. The latter two are losses: from then on this node
 * cannot tell a stranger from a ghost, and says so by {@link #hasGaps}.
 */
final class Tombstones {
    private final int capacity;
    private final long keepNanos;
    private final Map<String, Tombstone> byName = new LinkedHashMap<>();
    private final Map<Long, String> nameOfInstance = new LinkedHashMap<>();
    private final RecentSet<Long> settled;
    private long digest;
    private boolean gaps;

    private record Tombstone(Update removal, long atNanos, Set<String> awaited) {
        NodeId subject() {
            return removal.subject();
        }

        long digest() {
            return Digests.ofRemoval(subject().name(), subject().epoch());
        }
    }

    Tombstones(MembershipConfig config) {
        this.capacity = config.maxTombstones();
        this.keepNanos = config.maxAbsence().toNanos();
        this.settled = new RecentSet<>(config.maxTombstones());
    }

    /** Whether this life, or a later one of its name, is known to be removed. */
    boolean covers(NodeId id) {
        Tombstone tombstone = byName.get(id.name());
        return (tombstone != null && tombstone.subject().epoch() >= id.epoch())
                || settled.contains(Digests.ofRemoval(id.name(), id.epoch()));
    }

    /** The removal of this very process, if it is remembered. */
    @Nullable
    Update removalOf(long instance) {
        String name = nameOfInstance.get(instance);
        Tombstone tombstone = name == null ? null : byName.get(name);
        return tombstone == null ? null : tombstone.removal();
    }

    void add(Update removal, Set<String> awaited, long nowNanos) {
        drop(removal.subject().name());
        Tombstone tombstone = new Tombstone(removal, nowNanos, awaited);
        byName.put(removal.subject().name(), tombstone);
        nameOfInstance.put(removal.subject().instance(), removal.subject().name());
        digest += tombstone.digest();
        awaitNoMore(removal.subject().name());
        if (byName.size() > capacity) {
            drop(byName.keySet().iterator().next());
            gaps = true;
        }
    }

    /** This peer holds all that is held here, or has held it. */
    void acknowledgedBy(String name) {
        settle(tombstone -> tombstone.awaited().remove(name));
    }

    private void awaitNoMore(String removed) {
        settle(tombstone -> tombstone.awaited().remove(removed));
    }

    private void settle(Consumer<Tombstone> step) {
        Iterator<Tombstone> all = byName.values().iterator();
        while (all.hasNext()) {
            Tombstone tombstone = all.next();
            step.accept(tombstone);
            if (!tombstone.awaited().isEmpty()) continue;
            all.remove();
            unindex(tombstone);
            settled.add(tombstone.digest());
        }
    }

    /** Drops what is older than the longest absence. */
    void sweep(long nowNanos) {
        List<String> old = new ArrayList<>();
        byName.forEach((name, tombstone) -> {
            if (nowNanos - tombstone.atNanos() > keepNanos) old.add(name);
        });
        old.forEach(this::drop);
        gaps |= !old.isEmpty();
    }

    private void drop(String name) {
        Tombstone old = byName.remove(name);
        if (old != null) unindex(old);
    }

    private void unindex(Tombstone tombstone) {
        nameOfInstance.remove(tombstone.subject().instance());
        digest -= tombstone.digest();
    }

    /** Whether tombstones were dropped that somebody had not acknowledged. */
    boolean hasGaps() {
        return gaps;
    }

    void inheritGaps() {
        gaps = true;
    }

    long digest() {
        return digest;
    }

    int size() {
        return byName.size();
    }

    List<Update> removals() {
        return byName.values().stream().map(Tombstone::removal).toList();
    }

    static Set<String> everybody(Iterable<Row> rows, String self, String removed) {
        Set<String> names = new LinkedHashSet<>();
        for (Row row : rows) if (!row.name().equals(self) && !row.name().equals(removed)) names.add(row.name());
        return names;
    }
}
