package io.hearsay.data;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Changes, each with the value that it wrote. Where only the changes count, as in sets and flags, values are empty.
 *
 * @param values not to be changed
 */
record DotFun(SortedMap<Dot, Bytes> values) implements DotStore {
    static final DotFun EMPTY = new DotFun(Collections.emptySortedMap());

    static DotFun of(Dot dot, Bytes value) {
        TreeMap<Dot, Bytes> one = new TreeMap<>();
        one.put(dot, value);
        return new DotFun(one);
    }

    @Override
    public DotFun merge(DotContext seen, DotStore theirs, DotContext seenByThem) {
        SortedMap<Dot, Bytes> others = ((DotFun) theirs).values;
        TreeMap<Dot, Bytes> merged = new TreeMap<>();
        values.forEach((dot, value) -> {
            if (others.containsKey(dot) || !seenByThem.contains(dot)) merged.put(dot, value);
        });
        others.forEach((dot, value) -> {
            // one change writes one value; of two the greater, so that even then all agree
            if (values.containsKey(dot) || !seen.contains(dot))
                merged.merge(dot, value, (a, b) -> a.compareTo(b) >= 0 ? a : b);
        });
        return new DotFun(merged);
    }

    @Override
    public boolean isEmpty() {
        return values.isEmpty();
    }

    @Override
    public void forEachDot(Consumer<Dot> action) {
        values.keySet().forEach(action);
    }

    /** Its changes as a context. */
    DotContext dots() {
        return DotContext.of(values.keySet());
    }
}
