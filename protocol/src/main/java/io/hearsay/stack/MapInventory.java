package io.hearsay.stack;

import io.hearsay.Peer;
import io.hearsay.antientropy.ItemSet;
import io.hearsay.antientropy.Replica;
import io.hearsay.antientropy.Scope;
import io.hearsay.antientropy.SipHash;
import io.hearsay.antientropy.audit.Holdings;
import io.hearsay.data.Bytes;
import io.hearsay.data.map.MapRule;
import io.hearsay.data.map.Maps;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Maps as a replica: which entry each item stands for. Bound: a reference for each entry, in its scope's tree.
 *
 * <p>The tree knows keys, not maps: an item is of the map whose entry of that key makes it. An item was computed when
 * its entry was written. Data that have rotted since are handed to nobody, where they might win over what was written;
 * and what is written over them takes the place of the item that is there, which costs a look at all items of the
 * scope.
 */
final class MapInventory implements Maps.Inventory, Replica, Holdings {
    private final SipHash secret;
    private final MapScopes scopes;
    private final Map<String, String> scopeOf = new TreeMap<>();
    private @Nullable Maps maps;
    private Runnable onMerged = () -> {};

    /** Where an entry stands. */
    record Place(String map, Bytes key) {}

    /** No entries yet, nor items in the scopes. */
    MapInventory(SipHash secret, MapScopes scopes) {
        this.secret = secret;
        this.scopes = scopes;
    }

    /**
     * Whose entries they are; said once, before anything is asked.
     *
     * @param merged hears that another replica has brought an entry
     */
    void of(Maps those, Runnable merged) {
        maps = those;
        onMerged = merged;
    }

    @Override
    public void changed(MapRule rule, String map, Bytes key, byte @Nullable [] before, byte @Nullable [] after) {
        String scope = MapScopes.name(rule);
        scopeOf.put(map, scope);
        ItemSet items = scopes.items(scope);
        if (before == null) {
            if (after != null) items.add(secret.of(after), key);
            return;
        }
        long old = itemOf(map, scope, key, before);
        if (after == null) items.remove(old);
        else items.replace(old, secret.of(after), scopes.tree(scope).entry(old)); // the key that is here is kept
    }

    @Override
    public void dropped(String map) {
        scopeOf.remove(map);
    }

    private long itemOf(String map, String scope, Bytes key, byte[] entry) {
        long item = secret.of(entry);
        if (scopes.tree(scope).contains(item)) return item;
        for (long other : scopes.tree(scope).standingFor(key))
            if (mapsOf(scope).noneMatch(name -> !name.equals(map) && isMadeBy(name, key, other))) return other;
        throw new AssertionError("no item of " + key);
    }

    private Stream<String> mapsOf(String scope) {
        return scopeOf.keySet().stream().filter(map -> scope.equals(scopeOf.get(map)));
    }

    private boolean isMadeBy(String map, Bytes key, long item) {
        byte[] entry = maps == null ? null : maps.entry(map, key);
        return entry != null && secret.of(entry) == item;
    }

    /** Whose entry an item is, if it is still here. */
    @Nullable
    Place place(long item) {
        for (String scope : scopes.names())
            if (scopes.tree(scope).entry(item) instanceof Bytes key) return place(item, scope, key);
        return null;
    }

    /** Unless an entry makes the item, it is of one that makes none that is here: that has rotted. */
    private @Nullable Place place(long item, String scope, Bytes key) {
        Place rotted = null;
        for (String map : mapsOf(scope).toList()) {
            byte[] entry = maps == null ? null : maps.entry(map, key);
            if (entry == null) continue;
            long made = secret.of(entry);
            if (made == item) return new Place(map, key);
            if (!scopes.tree(scope).contains(made)) rotted = new Place(map, key);
        }
        return rotted;
    }

    // What reconciling asks.

    @Override
    public byte @Nullable [] entry(long item) {
        byte[] entry = reread(item);
        return entry != null && secret.of(entry) == item ? entry : null;
    }

    @Override
    public boolean merge(Peer from, byte[] entry) {
        boolean isTaken = maps != null && maps.merge(entry, from.instance());
        onMerged.run();
        return isTaken;
    }

    // What audits ask.

    @Override
    public long count() {
        return scopes.count();
    }

    @Override
    public List<String> scopes() {
        return scopes.all().stream().map(Scope::name).toList();
    }

    @Override
    public long[] items(String scope, long from, int atMost) {
        return scopes.items(scope, from, atMost);
    }

    @Override
    public byte @Nullable [] reread(long item) {
        Place place = place(item);
        return place == null || maps == null ? null : maps.entry(place.map, place.key);
    }

    @Override
    public long item(byte[] entry) {
        return secret.of(entry);
    }

    @Override
    public String name(long item) {
        Place place = place(item);
        return place == null ? Long.toHexString(item) : place.map + "/" + place.key;
    }

    @Override
    public boolean heal(long item, byte[] entry) {
        Place place = place(item);
        return place != null && maps != null && maps.heal(place.map, place.key, entry);
    }
}
