package io.hearsay.node;

import io.hearsay.Batch;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Values in the heap, and nowhere else. */
final class MemoryStorage implements Storage {
    private final SortedMap<String, byte[]> values = new TreeMap<>();

    @Override
    public SortedMap<String, byte[]> read() {
        return copy(values);
    }

    @Override
    public void write(List<Batch> group) {
        apply(group, values);
    }

    @Override
    public long syncs() {
        return 0;
    }

    @Override
    public void close() {}

    /** An empty value deletes. */
    static void apply(List<Batch> group, Map<String, byte[]> values) {
        for (Batch batch : group)
            batch.writes().forEach((key, value) -> {
                if (value.length == 0) values.remove(key);
                else values.put(key, value);
            });
    }

    static SortedMap<String, byte[]> copy(SortedMap<String, byte[]> values) {
        TreeMap<String, byte[]> copy = new TreeMap<>();
        values.forEach((key, value) -> copy.put(key, value.clone()));
        return copy;
    }
}
