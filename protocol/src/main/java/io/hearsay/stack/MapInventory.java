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
import org.jspecify.annotations.Nullable;

/**
 * Maps as a replica: which entry each item stands for. Bound: 24 to 48 bytes for each entry.
 *
 * <p>An item was computed when its entry was written. Data that have rotted since are handed to nobody, where they
 * might win over what was written; and what is written over them takes the place of the item that is there, which costs
 * a look at all items of the map.
 */
final class MapInventory implements Maps.Inventory, Replica, Holdings {
    private final SipHash secret;
    private final MapScopes scopes;
    private final Map<String, LongMap<Bytes>> keys = new TreeMap<>();
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
        ItemSet items = scopes.items(rule);
        LongMap<Bytes> itemsOfMap = keys.computeIfAbsent(map, name -> new LongMap<>());
        long old = before == null ? 0 : itemOf(itemsOfMap, key, before);
        if (before != null) itemsOfMap.remove(old);
        if (after == null) {
            items.remove(old);
            return;
        }
        long item = secret.of(after);
        itemsOfMap.put(item, key);
        if (before == null) items.add(item);
        else items.replace(old, item);
    }

    @Override
    public void dropped(String map) {
        keys.remove(map);
    }

    private long itemOf(LongMap<Bytes> itemsOfMap, Bytes key, byte[] entry) {
        long item = secret.of(entry);
        if (itemsOfMap.get(item) != null) return item;
        return itemsOfMap.keyOf(key).orElseThrow(() -> new AssertionError("no item of " + key));
    }

    /** Whose entry an item is, if it is still here. */
    @Nullable
    Place place(long item) {
        for (Map.Entry<String, LongMap<Bytes>> map : keys.entrySet()) {
            Bytes key = map.getValue().get(item);
            if (key != null) return new Place(map.getKey(), key);
        }
        return null;
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
