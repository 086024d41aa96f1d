package io.hearsay.data.map;

import io.hearsay.NodeId;
import io.hearsay.data.Bytes;
import io.hearsay.data.Cell;
import io.hearsay.data.Crdt;
import io.hearsay.data.Owners.Life;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who owns which entries, and which of these can be read. Bound: the entries that are owned. Thread rule: any thread
 * may ask {@link #isLive}.
 */
final class Ownership {
    private final Company company;
    private final Map<NodeId, Set<Place>> places = new LinkedHashMap<>();
    private final Set<NodeId> live = ConcurrentHashMap.newKeySet(); // of those above
    private final Set<Place> unseen = new LinkedHashSet<>();
    private final Map<Place, Cell> usurped = new LinkedHashMap<>();

    /** Where an entry stands. */
    record Place(String map, Bytes key) {}

    Ownership(Company company) {
        this.company = company;
    }

    /** Whether what it owns can be read. */
    boolean isLive(NodeId owner) {
        return live.contains(owner);
    }

    /** An entry has changed. */
    void changed(String map, Bytes key, @Nullable Crdt<?> before, @Nullable Crdt<?> after) {
        NodeId from = owner(before);
        NodeId to = owner(after);
        if (Objects.equals(from, to)) return;
        Place place = new Place(map, key);
        if (before instanceof Cell owned && after instanceof Cell cell && isUsurped(owned, cell))
            usurped.put(place, owned);
        if (from != null) loses(from, place);
        if (to != null) places.computeIfAbsent(to, this::found).add(place);
    }

    private static @Nullable NodeId owner(@Nullable Crdt<?> value) {
        return value instanceof Cell cell ? cell.owner() : null;
    }

    /**
     * Whether this node's own was ended, which it does not do itself: others took an earlier life of its name, of a
     * higher epoch, for a later one. It takes that epoch plus one before long.
     */
    private boolean isUsurped(Cell before, Cell after) {
        NodeId owner = before.owner();
        return owner != null
                && owner.instance() == company.self().instance()
                && after.isDeleted()
                && after.written().equals(before.written());
    }

    /** What this node owned and others have ended, each once. */
    Map<Place, Cell> takeUsurped() {
        Map<Place, Cell> taken = new LinkedHashMap<>(usurped);
        usurped.clear();
        return taken;
    }

    private Set<Place> found(NodeId owner) {
        if (company.of(owner) == Life.LIVE) live.add(owner);
        return new LinkedHashSet<>();
    }

    private void loses(NodeId owner, Place place) {
        Set<Place> owned = places.get(owner);
        if (owned == null || !owned.remove(place) || !owned.isEmpty()) return;
        places.remove(owner);
        live.remove(owner);
    }

    /** Nothing of this map is here any more. */
    void dropped(String map) {
        for (NodeId owner : List.copyOf(places.keySet()))
            for (Place place : List.copyOf(places.getOrDefault(owner, Collections.emptySet())))
                if (place.map().equals(map)) loses(owner, place);
    }

    /** Somebody of this name has come or gone: what all its lives own waits to be {@link #seen}. */
    void look(String name) {
        places.forEach((owner, owned) -> {
            if (!owner.name().equals(name)) return;
            if (company.of(owner) == Life.LIVE) live.add(owner);
            else live.remove(owner);
            unseen.addAll(owned);
        });
    }

    /** Whether entries wait to be seen. */
    boolean hasUnseen() {
        return !unseen.isEmpty();
    }

    /** The first of those that wait, who then wait no longer. */
    List<Place> seen(int atMost) {
        List<Place> first = new ArrayList<>(unseen.stream().limit(atMost).toList());
        first.forEach(unseen::remove);
        return first;
    }
}
