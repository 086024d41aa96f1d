package io.hearsay.data;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of a map whose values know themselves what they have seen, or only grow: nothing in it is ever taken out,
 * and what is empty again keeps the few bytes that say so.
 *
 * @param <C> what stands under a key
 */
public final class CrdtMap<C extends Crdt<C>> implements MapState<C> {
    private final Changes<C> changes;
    private volatile ConcurrentHashMap<Bytes, C> cells = new ConcurrentHashMap<>();

    /** An empty map. */
    public CrdtMap(Changes<C> changes) {
        this.changes = changes;
    }

    @Override
    public @Nullable C cell(Bytes key) {
        return cells.get(key);
    }

    @Override
    public Map<Bytes, C> cells() {
        return Collections.unmodifiableMap(cells);
    }

    @Override
    public boolean merge(Bytes key, C value, long nowMillis) {
        C held = cells.get(key);
        C merged = held == null ? value : held.merge(value);
        if (merged.equals(held)) return false;
        cells.put(key, merged);
        changes.changed(key, held, merged);
        return true;
    }

    @Override
    public boolean restore(Bytes key, C value, long nowMillis) {
        merge(key, value, nowMillis);
        return true;
    }

    @Override
    public boolean heal(Bytes key, C value) {
        return cells.replace(key, value) != null;
    }

    @Override
    public Iterator<Bytes> drop() {
        Iterator<Bytes> keys = cells.keySet().iterator();
        cells = new ConcurrentHashMap<>();
        return keys;
    }

    @Override
    public boolean keeps(Bytes key) {
        return false;
    }

    /** Nothing ends here. */
    @Override
    public boolean end(Bytes key, long nowMillis) {
        return false;
    }

    /** Nothing ends here. */
    @Override
    public int sweep(long nowMillis, int atMost) {
        return 0;
    }
}
