package io.hearsay.cluster;

import io.hearsay.data.Bytes;
import io.hearsay.data.Crdt;
import io.hearsay.data.map.MapEvent;
import io.hearsay.data.map.MapPolicy;
import io.hearsay.data.map.MapReader;
import io.hearsay.data.map.MapRule;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A map that every member holds whole and any member writes, or each of those that meet its {@link MapRule}, also while
 * the cluster is split; what becomes of writes to one key that did not know of each other is the policy that the
 * subclass names.
 *
 * <p>Promises: a write is here when its stage is done, and at every other member soon; members that have heard the same
 * writes hold the same; who was away is brought up to date when it is back. Reading asks nobody and never waits. Does
 * not promise that others have a write when its stage is done, nor that nobody else wrote meanwhile: there is no
 * compare-and-set. While this member's tags do not meet the map's rule, reading and writing fail with
 * {@link IllegalStateException}. Keys have 1..512 bytes of UTF-8; an entry, its names included, has at most 15 KiB.
 * Every method may be called from every thread and every listener.
 *
 * @param <C> what stands under a key
 * @param <V> how it is read
 */
public abstract sealed class ReplicatedMap<C extends Crdt<C>, V>
        permits SharedMap, SiblingMap, CounterMap, SetMap, FlagMap {
    private final String name;
    private final SharedMaps maps;
    private final MapPolicy<C> policy;
    private final @Nullable MapRule rule;
    private final MapReader<C> reader;

    ReplicatedMap(String name, MapPolicy<C> policy, @Nullable MapRule rule, SharedMaps maps) {
        this.name = name;
        this.maps = maps;
        this.policy = policy;
        this.rule = rule;
        this.reader = maps.open(name, policy, rule);
    }

    /** Its name. */
    public final String name() {
        return name;
    }

    /** What is read of a cell; null if nothing stands there any more. */
    abstract @Nullable V read(C cell);

    /** The value as it is here and now. */
    public final Optional<V> get(String key) {
        C cell = cell(key);
        return cell == null ? Optional.empty() : Optional.ofNullable(read(cell));
    }

    final @Nullable C cell(String key) {
        return reader.cell(Bytes.of(key));
    }

    /** All keys that begin so, with their values; a copy, for which all keys are looked at. */
    public final SortedMap<String, V> entries(String prefix) {
        SortedMap<String, V> entries = new TreeMap<>();
        reader.forEach((bytes, cell) -> {
            String key = text(bytes);
            V value = key.startsWith(prefix) ? read(cell) : null;
            if (value != null) entries.put(key, value);
        });
        return entries;
    }

    /**
     * Hears of changes to keys that begin so, from now on. The last value of a key always arrives; of several in quick
     * succession some may not. One that has expired is heard of within a second, and a further second for each 25,000
     * entries. Bound: 16,384 changes wait.
     *
     * @param onMissed hears, in their place, how many were dropped because the listener was too slow: look at
     *     {@link #entries} then
     */
    public final Subscription watch(String prefix, Consumer<MapChange<V>> listener, LongConsumer onMissed) {
        return maps.watch(name, change -> tell(prefix, change, listener), onMissed);
    }

    private void tell(String prefix, MapEvent.Changed change, Consumer<MapChange<V>> listener) {
        String key = text(change.key());
        if (key.startsWith(prefix)) listener.accept(new MapChange<>(key, get(key)));
    }

    final SharedMaps.Writing<C> writing(String key) {
        return new SharedMaps.Writing<>(maps, name, policy, rule, Bytes.of(key));
    }

    private static String text(Bytes key) {
        return new String(key.array(), StandardCharsets.UTF_8);
    }
}
