package io.hearsay.data.map;

import io.hearsay.Batch;
import io.hearsay.Environment;
import io.hearsay.Message;
import io.hearsay.NodeId;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.data.Bytes;
import io.hearsay.data.Cell;
import io.hearsay.data.Crdt;
import io.hearsay.data.HybridClock;
import io.hearsay.data.MapState;
import io.hearsay.data.Timestamp;
import io.hearsay.data.map.KeyDifference.Side;
import io.hearsay.data.map.MapsConfig.Durability;
import io.hearsay.data.map.MapsConfig.Quota;
import io.hearsay.wire.MalformedMessageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The replicated maps of a node: takes in what is written here and what others have written.
 *
 * <p>Promises: nodes that have taken in the same writes hold the same, in whatever order they came. A write that is
 * taken is never lost while a node runs that has it. What is stamped too far ahead, or held under another policy
 * elsewhere, or larger than may travel, is not taken in; it is counted and told. Does not promise that a write that
 * returned is known to anybody else, nor that nobody wrote meanwhile: there is no compare-and-set. Bound: the quotas,
 * which refuse at the writer; what others have written is taken in beyond them, for replicas would differ for ever.
 * Thread rule: as its node's, but for states, which any thread may read.
 */
public final class Maps implements Protocol<Message, MapTimer> {
    /** The largest entry that travels: {@code Replica.MAX_ENTRY_BYTES} of anti-entropy. */
    public static final int MAX_ENTRY_BYTES = 15 * 1024;

    /** What is written into values that grow when they merge leaves room for what others write meanwhile. */
    private static final int MAX_GROWING_BYTES = 12 * 1024;

    /* Half a thousand entries take a millisecond if all of them have come to their end. */
    private static final int SWEPT_AT_ONCE = 512;
    private static final Duration SWEEP_STEP = Duration.ofMillis(20);
    private static final Duration SWEEP = Duration.ofSeconds(1);

    /** Compares replicas: is told of each change of an entry, as bytes; null stands for nothing. */
    public interface Inventory {
        void changed(String map, Bytes key, byte @Nullable [] before, byte @Nullable [] after);
    }

    /** Carries changes to all others, soon and most likely; false if it cannot now. */
    public interface Spreader {
        boolean spread(byte[] changes);
    }

    private final MapsConfig config;
    private final Environment env;
    private final Company company;
    private final Inventory inventory;
    private final HybridClock clock;
    private final Author author;
    private final Ownership ownership;
    private final Spreading spreading;
    private final NavigableMap<String, OneMap<?>> maps = new TreeMap<>();
    private final Set<Long> awaited = new LinkedHashSet<>();
    private final List<String> stale = new ArrayList<>();
    private boolean isRestoring;
    private boolean sweeps;
    private @Nullable String sweptMap;
    private long lastToken;
    private long bytes;
    private long written;
    private long merged;
    private long refusedPolicy;
    private long malformed;
    private long rotted;

    /** The entry encoded last: one write asks for it more than once. */
    private @Nullable Crdt<?> encodedValue;

    private @Nullable Bytes encodedKey;
    private @Nullable OneMap<?> encodedMap;
    private byte[] encoded = new byte[0];

    /**
     * The maps that an earlier life has stored.
     *
     * @param restored all that was stored, other parts' included
     */
    public Maps(
            MapsConfig config,
            Environment env,
            Company company,
            Inventory inventory,
            Spreader spreader,
            SortedMap<String, byte[]> restored) {
        this.config = config;
        this.env = env;
        this.company = company;
        this.inventory = inventory;
        clock = new HybridClock(company.self().instance(), env::wallMillis, config.maxDrift());
        author = new Here();
        ownership = new Ownership(company);
        spreading = new Spreading(env, spreader);
        isRestoring = true;
        restored.subMap(StoredEntry.PREFIX, StoredEntry.PREFIX + Character.MAX_VALUE)
                .forEach(this::restore);
        isRestoring = false;
    }

    private final class Here implements Author {
        @Override
        public NodeId id() {
            return company.self();
        }

        @Override
        public Timestamp stamp() {
            return clock.stamp();
        }

        @Override
        public long nowMillis() {
            return env.wallMillis();
        }

        @Override
        public List<Long> sites() {
            return company.sites();
        }
    }

    private void restore(String storedUnder, byte[] stored) {
        try {
            MapEntry entry = StoredEntry.read(storedUnder, stored);
            if (entry == null) {
                rotted++; // others have it; it stays where it is until it is written anew
                return;
            }
            if (entry.value() instanceof Cell cell) clock.resume(cell.written());
            OneMap<?> map = mapOf(entry);
            if (map == null || map.policy != MapPolicy.of(entry.value())) malformed++;
            else if (!map.restore(entry.key(), entry.value(), env.wallMillis())) stale.add(storedUnder);
        } catch (MalformedMessageException e) {
            malformed++; // a later version's, perhaps: it stays where it is
        }
    }

    @Override
    public void start() {
        TreeMap<String, byte[]> dropped = new TreeMap<>();
        for (String key : stale) dropped.put(key, new byte[0]);
        if (!dropped.isEmpty()) env.persist(new Batch(dropped), 0);
        stale.clear();
        if (rotted > 0) env.emit(new MapEvent.StoreRotted(rotted));
    }

    // Commands.

    /**
     * The map of this name, which is made if there is none.
     *
     * @throws IllegalArgumentException if the name is none
     * @throws IllegalStateException if it is known here under another policy, or there are too many maps
     */
    public <C extends Crdt<C>> MapState<C> open(String name, MapPolicy<C> policy) {
        return opened(name, policy).state;
    }

    @SuppressWarnings("unchecked") // the policy says which
    private <C extends Crdt<C>> OneMap<C> opened(String name, MapPolicy<C> policy) {
        OneMap<?> known = maps.get(name);
        if (known == null) {
            MapEntry.checkName(name);
            if (maps.size() >= config.quota().maps())
                throw new IllegalStateException("there may be " + config.quota().maps() + " maps, and there are");
            return make(name, policy);
        }
        if (known.policy != policy)
            throw new IllegalStateException("map '" + name + "' holds " + known.policy + ", and this call asks for "
                    + policy + "; a map has one policy in the whole cluster");
        return (OneMap<C>) known;
    }

    private <C extends Crdt<C>> OneMap<C> make(String name, MapPolicy<C> policy) {
        OneMap<C> map = new OneMap<>(name, policy, company, config.retention(), this::changed);
        maps.put(name, map);
        if (policy == (MapPolicy<?>) MapPolicy.LAST_WRITE) ensureSweep();
        return map;
    }

    /**
     * Writes.
     *
     * @param change what is written, of what stands there and by whom; what it throws is thrown, and nothing has
     *     changed
     * @throws IllegalArgumentException if the name or the key is none
     * @throws IllegalStateException as {@link #open}
     */
    public <C extends Crdt<C>> Write write(
            String name, MapPolicy<C> policy, Bytes key, BiFunction<C, Author, C> change) {
        OneMap<C> map = opened(name, policy);
        C held = map.held(key);
        C delta = change.apply(held, author);
        Write.Refused refused = refusal(map, key, held.merge(delta));
        if (refused != null) return refused;
        long token = lastToken;
        map.merge(key, delta, env.wallMillis());
        written++;
        spreading.add(encode(map, key, delta));
        if (config.durability() != Durability.SYNC) return new Write.Done();
        if (token == lastToken && !storeAgain(map, key)) return new Write.Done();
        awaited.add(lastToken);
        return new Write.Taken(lastToken);
    }

    private Write.@Nullable Refused refusal(OneMap<?> map, Bytes key, Crdt<?> after) {
        int size = encode(map, key, after).length;
        int max = after instanceof Cell ? MAX_ENTRY_BYTES : MAX_GROWING_BYTES;
        if (size > max) return new Write.Refused("bytes in one entry, its names included", size, max);
        Quota quota = config.quota();
        Crdt<?> before = map.state.cell(key);
        if (before == null && map.entries >= quota.entriesPerMap())
            return new Write.Refused("entries in map '" + map.name + "'", map.entries + 1, quota.entriesPerMap());
        if (map.bytes + size <= quota.bytesPerMap() && bytes + size <= quota.bytes()) return null;
        long more = size - (before == null ? 0L : new MapEntry(map.name, key, before).encode().length);
        if (more > 0 && map.bytes + more > quota.bytesPerMap())
            return new Write.Refused("bytes in map '" + map.name + "'", map.bytes + more, quota.bytesPerMap());
        if (more > 0 && bytes + more > quota.bytes())
            return new Write.Refused("bytes in all maps", bytes + more, quota.bytes());
        return null;
    }

    /** Somebody of this name has come or gone: looks at what it owns. */
    public void look(String name) {
        boolean isUnderWay = ownership.hasUnseen();
        ownership.look(name);
        if (!isUnderWay && ownership.hasUnseen()) env.schedule(0, new MapTimer.Look());
    }

    /** Whether what this node owns can be read here. For any thread. */
    public boolean isLive(NodeId owner) {
        return ownership.isLive(owner);
    }

    // What others have written.

    /**
     * Takes in changes that somebody has spread; what is none of ours is counted.
     *
     * @param from the instance of who wrote them
     */
    public void heard(byte[] changes, long from) {
        try {
            for (byte[] entry : MapEntry.unpack(changes)) merge(entry, from);
        } catch (MalformedMessageException e) {
            malformed++;
        }
    }

    /**
     * Takes in an entry.
     *
     * @param from the instance of who sent it
     * @throws MalformedMessageException if it is none
     */
    public void merge(byte[] bytesOfEntry, long from) {
        MapEntry entry = MapEntry.decode(bytesOfEntry);
        OneMap<?> map = mapOf(entry);
        if (map == null) throw new MalformedMessageException("not held in maps, or one map more than there may be");
        if (map.policy != MapPolicy.of(entry.value())) onOtherPolicy(map, entry, from);
        else if (isBelievable(entry) && mayGrow(map, entry) && map.merge(entry.key(), entry.value(), env.wallMillis()))
            merged++;
    }

    /** The map that it is in, which is made if need be; one without entries takes on the policy of the first. */
    private @Nullable OneMap<?> mapOf(MapEntry entry) {
        MapPolicy<?> policy = MapPolicy.of(entry.value());
        OneMap<?> map = maps.get(entry.map());
        if (policy == null || map == null && maps.size() >= config.quota().maps()) return null;
        boolean isNew = map == null || map.entries == 0 && map.policy != policy;
        return isNew ? make(entry.map(), policy) : map;
    }

    private void onOtherPolicy(OneMap<?> map, MapEntry entry, long from) {
        refusedPolicy++;
        MapPolicy<?> theirs = MapPolicy.of(entry.value());
        if (theirs != null) env.emit(new MapEvent.PolicyConflict(map.name, map.policy, theirs, from));
    }

    private boolean isBelievable(MapEntry entry) {
        if (!(entry.value() instanceof Cell cell)) return true;
        long ahead = cell.written().millis() - env.wallMillis();
        if (cell.isDeleted()) ahead = Math.max(ahead, cell.activatedMillis() - env.wallMillis());
        if (clock.admit(cell.written()) && ahead <= config.maxDrift().toMillis()) return true;
        env.emit(new MapEvent.ClockAhead(entry.map(), cell.written().replica(), ahead));
        return false;
    }

    private boolean mayGrow(OneMap<?> map, MapEntry entry) {
        if (entry.value() instanceof Cell || map.sizeAfter(entry.key(), entry.value()) <= MAX_ENTRY_BYTES) return true;
        malformed++;
        return false;
    }

    /**
     * Puts an entry in the place of the same one, of the same version, whose data have rotted in memory.
     *
     * @return false if it is not an entry of this key
     * @throws MalformedMessageException if it is none
     */
    public boolean heal(String name, Bytes key, byte[] bytesOfEntry) {
        MapEntry entry = MapEntry.decode(bytesOfEntry);
        OneMap<?> map = maps.get(name);
        boolean isSame = map != null
                && entry.map().equals(name)
                && entry.key().equals(key)
                && map.policy == MapPolicy.of(entry.value());
        if (map == null || !isSame || !map.heal(key, entry.value())) return false;
        store(map, key, bytesOfEntry);
        env.emit(new MapEvent.Changed(name, key, entry.value()));
        return true;
    }

    /**
     * How an entry of another replica differs from what stands here, and changes nothing.
     *
     * @throws MalformedMessageException if it is none
     */
    public KeyDifference compare(byte[] bytesOfEntry) {
        MapEntry entry = MapEntry.decode(bytesOfEntry);
        OneMap<?> map = maps.get(entry.map());
        return new KeyDifference(
                entry.map(), entry.key(), map == null ? Side.MISSING_HERE : map.compare(entry.key(), entry.value()));
    }

    /** The entry as it is now, for who lacks it; null if there is none. */
    public byte @Nullable [] entry(String name, Bytes key) {
        OneMap<?> map = maps.get(name);
        Crdt<?> value = map == null ? null : map.state.cell(key);
        return map == null || value == null ? null : new MapEntry(name, key, value).encode();
    }

    // What a change brings about.

    private void changed(OneMap<?> map, Bytes key, @Nullable Crdt<?> before, @Nullable Crdt<?> after) {
        byte[] old = before == null ? null : new MapEntry(map.name, key, before).encode();
        byte[] now = after == null ? null : encode(map, key, after);
        long more = (now == null ? 0 : now.length) - (old == null ? 0L : old.length);
        map.bytes += more;
        bytes += more;
        inventory.changed(map.name, key, old, now);
        ownership.changed(map.name, key, before, after);
        if (isRestoring) return;
        store(map, key, now);
        env.emit(new MapEvent.Changed(map.name, key, after));
    }

    @SuppressWarnings("ReferenceEquality") // of one write, which has these very objects
    private byte[] encode(OneMap<?> map, Bytes key, Crdt<?> value) {
        if (value != encodedValue || key != encodedKey || map != encodedMap) {
            encoded = new MapEntry(map.name, key, value).encode();
            encodedValue = value;
            encodedKey = key;
            encodedMap = map;
        }
        return encoded;
    }

    private void store(OneMap<?> map, Bytes key, byte @Nullable [] entry) {
        if (config.durability() == Durability.NONE || entry == null && map.state.keeps(key)) return;
        byte[] stored = entry == null ? new byte[0] : StoredEntry.of(entry);
        env.persist(Batch.of(StoredEntry.under(map.name, key), stored), ++lastToken);
    }

    /**
     * What a write left as it was may still be on its way to the store, or could not be stored; false if it is nothing.
     */
    private boolean storeAgain(OneMap<?> map, Bytes key) {
        Crdt<?> value = map.state.cell(key);
        if (value != null) store(map, key, encode(map, key, value));
        return value != null;
    }

    @Override
    public void persisted(long token) {
        if (awaited.remove(token)) env.emit(new MapEvent.Stored(token, null));
    }

    @Override
    public void persistFailed(long token, String why) {
        env.emit(awaited.remove(token) ? new MapEvent.Stored(token, why) : new MapEvent.StoreFailed(why));
    }

    // Timers.

    private void ensureSweep() {
        if (sweeps) return;
        sweeps = true;
        env.schedule(SWEEP, new MapTimer.Sweep());
    }

    @Override
    public void receive(Peer from, Message message) {
        throw new AssertionError(message);
    }

    @Override
    public void expire(MapTimer timer) {
        if (timer instanceof MapTimer.Spread) spreading.expire();
        else if (timer instanceof MapTimer.Look) onLook();
        else if (timer instanceof MapTimer.Sweep) onSweep();
        else throw new AssertionError(timer);
    }

    private void onLook() {
        for (Ownership.Place place : ownership.seen(SWEPT_AT_ONCE)) {
            OneMap<?> map = maps.get(place.map());
            Crdt<?> value = map == null ? null : map.state.cell(place.key());
            if (map == null || value == null || map.state.end(place.key(), env.wallMillis())) continue;
            env.emit(new MapEvent.Changed(map.name, place.key(), value));
        }
        if (ownership.hasUnseen()) env.schedule(0, new MapTimer.Look());
    }

    private void onSweep() {
        ownership.takeUsurped().forEach(this::reclaim);
        int left = SWEPT_AT_ONCE;
        SortedMap<String, OneMap<?>> rest = sweptMap == null ? maps : maps.tailMap(sweptMap);
        sweptMap = null;
        for (OneMap<?> map : rest.values()) {
            left -= map.state.sweep(env.wallMillis(), left);
            if (left == 0) {
                sweptMap = map.name;
                break;
            }
        }
        env.schedule(sweptMap == null ? SWEEP : SWEEP_STEP, new MapTimer.Sweep());
    }

    /** Unless somebody has written there since. */
    private void reclaim(Ownership.Place place, Cell owned) {
        OneMap<?> map = maps.get(place.map());
        Bytes value = owned.value();
        if (map == null || map.policy != MapPolicy.LAST_WRITE || value == null) return;
        if (map.state.cell(place.key()) instanceof Cell held && held.written().compareTo(owned.written()) > 0) return;
        write(map.name, MapPolicy.LAST_WRITE, place.key(), (held, by) -> Cell.owned(by.stamp(), value, by.id()));
    }

    // What it tells of itself.

    /** All maps, in the order of names. */
    public List<MapSummary> summaries() {
        List<MapSummary> summaries = new ArrayList<>();
        for (OneMap<?> map : maps.values()) summaries.add(map.summary());
        return summaries;
    }

    /** What they hold and have done. */
    public MapCounts counts() {
        long entries = maps.values().stream().mapToLong(map -> map.entries).sum();
        return new MapCounts(
                maps.size(),
                entries,
                bytes,
                written,
                merged,
                spreading.unspread(),
                clock.refused(),
                refusedPolicy,
                malformed,
                rotted);
    }
}
