package io.hearsay.stack;

import io.hearsay.antientropy.Inspector;
import io.hearsay.data.map.KeyDifference;
import io.hearsay.data.map.KeyDifference.Side;
import io.hearsay.data.map.Maps;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which keys of maps differ between this node and another one. To be read when its exchange is over; on the node's own
 * thread until then. Bound: the first {@link #NAMED} keys are named, the others counted.
 */
public final class Comparison implements Inspector {
    /** More of them nobody reads. */
    public static final int NAMED = 1_000;

    private final Maps maps;
    private final MapInventory inventory;
    private final String onlyMap;
    private final Map<String, KeyDifference> named = new TreeMap<>();
    private boolean isOneSided = true;
    private long unnamed;

    /** Finds nothing as yet; an empty name stands for all maps. */
    Comparison(Maps maps, MapInventory inventory, String onlyMap) {
        this.maps = maps;
        this.inventory = inventory;
        this.onlyMap = onlyMap;
    }

    @Override
    public void ours(long item) {
        isOneSided = false;
        MapInventory.Place place = inventory.place(item);
        if (place == null) return;
        KeyDifference there = new KeyDifference(place.map(), place.key(), Side.MISSING_THERE);
        if (!named.containsKey(name(there))) note(there, true);
    }

    /** A key that was found on this side already is known to be there too, and not counted again. */
    @Override
    public void theirs(byte[] entry) {
        KeyDifference difference = maps.compare(entry);
        note(difference, isOneSided || difference.side() == Side.MISSING_HERE);
    }

    private void note(KeyDifference difference, boolean isNew) {
        if (!onlyMap.isEmpty() && !onlyMap.equals(difference.map())) return;
        if (named.size() < NAMED || named.containsKey(name(difference))) named.put(name(difference), difference);
        else if (isNew) unnamed++;
    }

    private static String name(KeyDifference difference) {
        return difference.map() + '\0' + new String(difference.key().array(), StandardCharsets.ISO_8859_1);
    }

    /** By map and key. */
    public List<KeyDifference> named() {
        return new ArrayList<>(named.values());
    }

    /** How many more keys there are. */
    public long unnamed() {
        return unnamed;
    }
}
