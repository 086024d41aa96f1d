package io.hearsay.data.map;

import io.hearsay.data.Bytes;
import io.hearsay.data.Crdt;
import io.hearsay.data.MapState;
import io.hearsay.data.Retention;
import io.hearsay.data.map.KeyDifference.Side;
import org.jspecify.annotations.Nullable;

/** One map of a node: its state under its policy, and how much that is. */
final class OneMap<C extends Crdt<C>> {
    final String name;
    final MapPolicy<C> policy;
    final MapState<C> state;
    private final Listener listener;
    long entries;
    long bytes;

    /** Hears each change of what is to be the same everywhere. */
    interface Listener {
        void changed(OneMap<?> map, Bytes key, @Nullable Crdt<?> before, @Nullable Crdt<?> after);
    }

    OneMap(String name, MapPolicy<C> policy, Company company, Retention retention, Listener listener) {
        this.name = name;
        this.policy = policy;
        this.listener = listener;
        state = policy.state(company, retention, this::changed);
    }

    private void changed(Bytes key, @Nullable C before, @Nullable C after) {
        if (before == null) entries++;
        if (after == null) entries--;
        listener.changed(this, key, before, after);
    }

    C held(Bytes key) {
        C cell = state.cell(key);
        return cell == null ? policy.nothing() : cell;
    }

    boolean merge(Bytes key, Crdt<?> value, long nowMillis) {
        return state.merge(key, policy.cast(value), nowMillis);
    }

    /** How another replica's value differs from the one here. */
    Side compare(Bytes key, Crdt<?> theirs) {
        C here = state.cell(key);
        if (here == null) return Side.MISSING_HERE;
        if (policy != MapPolicy.of(theirs)) return Side.APART;
        C there = policy.cast(theirs);
        C both = here.merge(there);
        if (both.equals(here)) return Side.NEWER_HERE;
        return both.equals(there) ? Side.NEWER_THERE : Side.APART;
    }

    /** How large the entry would be after that. */
    int sizeAfter(Bytes key, Crdt<?> value) {
        return new MapEntry(name, key, held(key).merge(policy.cast(value))).encode().length;
    }

    boolean heal(Bytes key, Crdt<?> value) {
        return state.heal(key, policy.cast(value));
    }

    boolean restore(Bytes key, Crdt<?> value, long nowMillis) {
        return state.restore(key, policy.cast(value), nowMillis);
    }

    MapSummary summary() {
        return new MapSummary(name, policy, entries, bytes);
    }
}
