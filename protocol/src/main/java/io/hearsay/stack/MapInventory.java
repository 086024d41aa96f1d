package io.hearsay.stack;

import io.hearsay.Peer;
import io.hearsay.antientropy.ItemSet;
import io.hearsay.antientropy.Replica;
import io.hearsay.antientropy.SipHash;
import io.hearsay.data.Bytes;
import io.hearsay.data.map.Maps;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Maps as a replica: which entry each item stands for. Bound: 24 to 48 bytes for each entry. */
final class MapInventory implements Maps.Inventory, Replica {
    private final SipHash secret;
    private final ItemSet items;
    private final Map<String, LongMap<Bytes>> keys = new TreeMap<>();
    private @Nullable Maps maps;

    MapInventory(SipHash secret, ItemSet items) {
        this.secret = secret;
        this.items = items;
    }

    /** Whose entries they are; said once, before anything is asked. */
    void of(Maps those) {
        maps = those;
    }

    @Override
    public void changed(String map, Bytes key, byte @Nullable [] before, byte @Nullable [] after) {
        LongMap<Bytes> itemsOfMap = keys.computeIfAbsent(map, name -> new LongMap<>());
        long old = before == null ? 0 : secret.of(before);
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

    /** Says whose entry an item is, if it is still here. */
    void find(long item, BiConsumer<String, Bytes> found) {
        for (Map.Entry<String, LongMap<Bytes>> map : keys.entrySet()) {
            Bytes key = map.getValue().get(item);
            if (key != null) found.accept(map.getKey(), key);
        }
    }

    @Override
    public byte @Nullable [] entry(long item) {
        for (Map.Entry<String, LongMap<Bytes>> map : keys.entrySet()) {
            Bytes key = map.getValue().get(item);
            if (key != null && maps != null) return maps.entry(map.getKey(), key);
        }
        return null;
    }

    @Override
    public void merge(Peer from, byte[] entry) {
        if (maps != null) maps.merge(entry, from.instance());
    }
}
