package io.hearsay.membership;

import io.hearsay.NodeId;
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
    private final Map<Long, Settled> settled = new LinkedHashMap<>();
    private long digest;
    private long last;
    private boolean gaps;

    private record Tombstone(Update removal, long number, long atNanos, Set<String> awaited) {
        NodeId subject() {
            return removal.subject();
        }

        long digest() {
            return Digests.ofRemoval(subject().name(), subject().epoch());
        }
    }

    /** What is left of a tombstone that everybody has acknowledged; as many are kept as tombstones. */
    private record Settled(long epoch, boolean byCommand) {}

    Tombstones(MembershipConfig config) {
        this.capacity = config.maxTombstones();
        this.keepNanos = config.maxAbsence().toNanos();
    }

    /** Whether this life, or a later one of its name, is known to be removed. */
    boolean covers(NodeId id) {
        Tombstone tombstone = byName.get(id.name());
        return (tombstone != null && tombstone.subject().epoch() >= id.epoch()) || settled(id) != null;
    }

    private @Nullable Settled settled(NodeId id) {
        Settled old = settled.get(Digests.ofName(id.name()));
        return old != null && old.epoch() >= id.epoch() ? old : null;
    }

    /** The removal that bars this life; of one that is settled it is made up again, and {@code self} vouches for it. */
    @Nullable
    Update removalOf(NodeId id, String self) {
        Tombstone tombstone = byName.get(id.name());
        if (tombstone != null && tombstone.subject().epoch() >= id.epoch()) return tombstone.removal();
        Settled old = settled(id);
        if (old == null) return null;
        NodeId removed = new NodeId(id.name(), old.epoch(), id.instance());
        return old.byCommand() ? new Update.Forgotten(removed, self) : new Update.Left(removed);
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
        Tombstone tombstone = new Tombstone(removal, ++last, nowNanos, awaited);
        byName.put(removal.subject().name(), tombstone);
        nameOfInstance.put(removal.subject().instance(), removal.subject().name());
        digest += tombstone.digest();
        settle(any -> any.awaited().remove(removal.subject().name()));
        if (byName.size() > capacity) {
            drop(byName.keySet().iterator().next());
            gaps = true;
        }
    }

    /** This member holds all that was held here when {@link #last} was {@code upTo}, or has held it. */
    void acknowledgedBy(String name, long upTo) {
        settle(tombstone -> {
            if (tombstone.number() <= upTo) tombstone.awaited().remove(name);
        });
    }

    private void settle(Consumer<Tombstone> step) {
        Iterator<Tombstone> all = byName.values().iterator();
        while (all.hasNext()) {
            Tombstone tombstone = all.next();
            step.accept(tombstone);
            if (!tombstone.awaited().isEmpty()) continue;
            all.remove();
            unindex(tombstone);
            rememberSettled(tombstone);
        }
    }

    private void rememberSettled(Tombstone tombstone) {
        long name = Digests.ofName(tombstone.subject().name());
        settled.remove(name);
        settled.put(name, new Settled(tombstone.subject().epoch(), tombstone.removal() instanceof Update.Forgotten));
        if (settled.size() > capacity)
            settled.remove(settled.keySet().iterator().next());
    }

    List<String> awaited(NodeId removed) {
        Tombstone tombstone = byName.get(removed.name());
        return tombstone == null ? List.of() : List.copyOf(tombstone.awaited());
    }

    List<Removal> awaiting(String name, long untilNanos, int max) {
        List<Removal> found = new ArrayList<>();
        for (Tombstone tombstone : byName.values()) {
            if (found.size() == max || tombstone.atNanos() > untilNanos) break;
            if (tombstone.awaited().contains(name)) found.add(new Removal(tombstone.removal(), tombstone.number()));
        }
        return found;
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

    long last() {
        return last;
    }

    int size() {
        return byName.size();
    }

    List<Update> removals() {
        return byName.values().stream().map(Tombstone::removal).toList();
    }

    /** All names but our own and that of the one who brought the news: it knows. */
    static Set<String> everybody(Iterable<Row> rows, String self, String source) {
        Set<String> names = new LinkedHashSet<>();
        for (Row row : rows) if (!row.name().equals(self) && !row.name().equals(source)) names.add(row.name());
        return names;
    }
}
