package io.hearsay.data;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A store for each key; a key without one is not there.
 *
 * @param <K> keys of which equal ones have stores of one shape
 */
final class DotMap<K extends Comparable<K>> implements DotStore {
    private final SortedMap<K, DotStore> stores;

    private DotMap(SortedMap<K, DotStore> stores) {
        this.stores = stores;
    }

    static <K extends Comparable<K>> DotMap<K> empty() {
        return new DotMap<K>(new TreeMap<>());
    }

    static <K extends Comparable<K>> DotMap<K> of(K key, DotStore store) {
        TreeMap<K, DotStore> one = new TreeMap<>();
        if (!store.isEmpty()) one.put(key, store);
        return new DotMap<>(one);
    }

    /** These, but those that hold nothing; the map is copied. */
    static <K extends Comparable<K>> DotMap<K> of(SortedMap<K, DotStore> stores) {
        TreeMap<K, DotStore> full = new TreeMap<>(stores);
        full.values().removeIf(DotStore::isEmpty);
        return new DotMap<>(full);
    }

    SortedMap<K, DotStore> stores() {
        return Collections.unmodifiableSortedMap(stores);
    }

    @Nullable
    DotStore get(K key) {
        return stores.get(key);
    }

    @Override
    public DotMap<K> merge(DotContext seen, DotStore theirs, DotContext seenByThem) {
        @SuppressWarnings("unchecked") // of the same shape
        SortedMap<K, DotStore> others = ((DotMap<K>) theirs).stores;
        TreeMap<K, DotStore> merged = new TreeMap<>();
        stores.forEach((key, store) -> {
            DotStore other = others.get(key);
            merged.put(key, store.merge(seen, other == null ? none(store) : other, seenByThem));
        });
        others.forEach((key, store) -> {
            if (!stores.containsKey(key)) merged.put(key, none(store).merge(seen, store, seenByThem));
        });
        return of(merged);
    }

    private static DotStore none(DotStore shape) {
        return shape instanceof DotFun ? DotFun.EMPTY : DotMap.<Bytes>empty();
    }

    @Override
    public boolean isEmpty() {
        return stores.isEmpty();
    }

    @Override
    public void forEachDot(Consumer<Dot> action) {
        stores.values().forEach(store -> store.forEachDot(action));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DotMap<?> map && stores.equals(map.stores);
    }

    @Override
    public int hashCode() {
        return stores.hashCode();
    }

    @Override
    public String toString() {
        return stores.toString();
    }
}
