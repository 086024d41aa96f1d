package io.hearsay.data.map;

import io.hearsay.data.Acknowledged;
import io.hearsay.data.Bytes;
import io.hearsay.data.Crdt;
import io.hearsay.data.MapState;
import io.hearsay.data.Retention;
import io.hearsay.data.map.KeyDifference.Side;
import java.util.Iterator;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** One map of a node: its state under its policy, and how much that is. */
final class OneMap<C extends Crdt<C>> {
    final String name;
    final MapPolicy<C> policy;
    private MapRule rule;
    private final Company company;
    private Acknowledged acknowledged;
    final MapState<C> state;
    private final Listener listener;

    /** Why it is not held here; null if it is. */
    private volatile @Nullable String outside;

    long entries;
    long bytes;

    /** Hears each change of what is to be the same everywhere. */
    interface Listener {
        void changed(OneMap<?> map, Bytes key, @Nullable Crdt<?> before, @Nullable Crdt<?> after);
    }

    OneMap(String name, MapPolicy<C> policy, MapRule rule, Company company, Retention retention, Listener listener) {
        this.name = name;
        this.policy = policy;
        this.rule = rule;
        this.listener = listener;
        this.company = company;
        acknowledged = company.acknowledged(rule);
        state = policy.state(company, retention, () -> acknowledged, this::changed);
    }

    private void changed(Bytes key, @Nullable C before, @Nullable C after) {
        if (before == null) entries++;
        if (after == null) entries--;
        listener.changed(this, key, before, after);
    }

    MapReader<C> reader() {
        return new MapReader<>(this);
    }

    MapRule rule() {
        return rule;
    }

    /** Whether an entry may stand in it: one of its name, under its policy and its rule. */
    boolean fits(MapEntry entry) {
        return entry.map().equals(name) && entry.rule().equals(rule) && policy == MapPolicy.of(entry.value());
    }

    /** Has other members hold it; of a map without entries. */
    void heldBy(MapRule other, SortedMap<String, String> tags) {
        rule = other;
        acknowledged = company.acknowledged(other);
        judge(tags);
    }

    /** Whether this node is to hold it, by its tags; true if that is news. */
    boolean judge(SortedMap<String, String> tags) {
        boolean was = isHeld();
        outside = rule.isMetBy(tags)
                ? null
                : "map '" + name + "' is held by members with the tag " + rule + ", and this one has " + tags
                        + "; ask one of them, or give this one that tag";
        return was != isHeld();
    }

    boolean isHeld() {
        return outside == null;
    }

    /**
     * Fails if this node is not to hold it.
     *
     * @throws IllegalStateException which says who does
     */
    void checkHeld() {
        String why = outside;
        if (why != null) throw new IllegalStateException(why);
    }

    /** Forgets all of it; the keys about which something may be stored. */
    Iterator<Bytes> drop() {
        entries = 0;
        bytes = 0;
        return state.drop();
    }

    MapEntry entry(Bytes key, Crdt<?> value) {
        return new MapEntry(rule, name, key, value);
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
        return entry(key, held(key).merge(policy.cast(value))).encode().length;
    }

    boolean heal(Bytes key, Crdt<?> value) {
        return state.heal(key, policy.cast(value));
    }

    boolean restore(Bytes key, Crdt<?> value, long nowMillis) {
        return state.restore(key, policy.cast(value), nowMillis);
    }

    MapSummary summary() {
        return new MapSummary(name, policy, rule, isHeld(), entries, bytes);
    }
}
