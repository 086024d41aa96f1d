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
import io.hearsay.data.LwwMap;
import io.hearsay.data.map.KeyDifference.Side;
import io.hearsay.data.map.MapsConfig.Durability;
import io.hearsay.data.map.MapsConfig.Quota;
import io.hearsay.wire.MalformedMessageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    /** How many rules, beside that of maps that all hold, the maps may have that a member makes. */
    public static final int MAX_RULES = 8;

    /** The largest entry that travels: {@code Replica.MAX_ENTRY_BYTES} of anti-entropy. */
    public static final int MAX_ENTRY_BYTES = 15 * 1024;

    /** What is written into values that grow when they merge leaves room for what others write meanwhile. */
    private static final int MAX_GROWING_BYTES = 12 * 1024;

    /* Half a thousand entries take a millisecond if all of them have come to their end. */
    private static final int SWEPT_AT_ONCE = 512;
    private static final Duration SWEEP_STEP = Duration.ofMillis(20);
    private static final Duration SWEEP = Duration.ofSeconds(1);

    /** Compares replicas. */
    public interface Inventory {
        /** An entry has changed, as bytes; null stands for nothing. */
        void changed(MapRule rule, String map, Bytes key, byte @Nullable [] before, byte @Nullable [] after);

        /** This node is no longer to hold a map: none of its entries is here any more. */
        void dropped(String map);
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
    private final Ownership ownership;
    private final Spreading spreading;
    private final Register maps;
    private final Journal journal;
    private final List<String> stale = new ArrayList<>();
    private boolean isRestoring;
    private boolean sweeps;
    private @Nullable String sweptMap;
    private long bytes;
    private long written;
    private long merged;
    private long refusedPolicy;
    private long refusedRule;
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
        ownership = new Ownership(company);
        spreading = new Spreading(env, spreader);
        maps = new Register(config, company, this::changed, this::ensureSweep);
        journal = new Journal(env, config.durability() != Durability.NONE, this::isKept);
        isRestoring = true;
        restored.subMap(StoredEntry.PREFIX, StoredEntry.PREFIX + Character.MAX_VALUE)
                .forEach(this::restore);
        isRestoring = false;
        if (rotted + malformed > 0) journal.lacks();
    }

    private void restore(String storedUnder, byte[] stored) {
        try {
            MapEntry entry = StoredEntry.read(storedUnder, stored);
            if (entry == null) {
                rotted++; // others have it; it stays where it is until it is written anew
                return;
            }
            if (entry.value() instanceof Cell cell) clock.resume(cell.written());
            OneMap<?> map = maps.of(entry);
            if (!entry.rule().isMetBy(company.tags())) stale.add(storedUnder);
            else if (map == null || !map.fits(entry)) malformed++;
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
     * @param rule which members are to hold it; null: those that do, and all of a map that is made
     * @throws IllegalArgumentException if the name is none
     * @throws IllegalStateException if it is known here under another policy or rule, or this node is not to hold it,
     *     or there are too many maps or rules
     */
    public <C extends Crdt<C>> MapReader<C> open(String name, MapPolicy<C> policy, @Nullable MapRule rule) {
        return maps.open(name, policy, rule).reader();
    }

    /** The same, whoever holds it. */
    public <C extends Crdt<C>> MapReader<C> open(String name, MapPolicy<C> policy) {
        return open(name, policy, null);
    }

    /**
     * Writes.
     *
     * @param rule as of {@link #open}
     * @param change what is written, of what stands there and by whom; what it throws is thrown, and nothing has
     *     changed
     * @throws IllegalArgumentException if the name or the key is none
     * @throws IllegalStateException as {@link #open}
     */
    public <C extends Crdt<C>> Write write(
            String name, MapPolicy<C> policy, @Nullable MapRule rule, Bytes key, BiFunction<C, Author, C> change) {
        OneMap<C> map = maps.open(name, policy, rule);
        C held = map.held(key);
        C delta = change.apply(held, new Here(company, clock, env, map.rule()));
        Write.Refused refused = refusal(map, key, held.merge(delta));
        if (refused != null) return refused;
        long storedBefore = journal.last();
        map.merge(key, delta, env.wallMillis());
        written++;
        spreading.add(encode(map, key, delta));
        if (config.durability() != Durability.SYNC) return new Write.Done();
        if (storedBefore == journal.last() && !storeAgain(map, key)) return new Write.Done();
        return new Write.Taken(journal.await());
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
        long more = size - (before == null ? 0L : map.entry(key, before).encode().length);
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

    /** This node's tags have changed: it lets go of the maps whose rules they do not meet, and takes up the others. */
    public void retagged() {
        for (OneMap<?> map : maps.all()) {
            if (!map.judge(company.tags())) continue;
            if (map.isHeld()) env.emit(new MapEvent.TakenUp(map.name, map.rule()));
            else letGo(map);
        }
    }

    private void letGo(OneMap<?> map) {
        env.emit(new MapEvent.LetGo(map.name, map.rule(), map.entries));
        bytes -= map.bytes;
        inventory.dropped(map.name);
        ownership.dropped(map.name);
        journal.erase(map.name, map.drop());
    }

    // What others have written.

    /**
     * Takes in changes that somebody has spread; what is none of ours is counted. Rumors can go round for as long as
     * nodes restart: a value as old as half of a delete's active time is left to comparing, which shows deletes, too.
     *
     * @param from the instance of who wrote them
     */
    public void heard(byte[] changes, long from) {
        try {
            for (byte[] bytesOfEntry : MapEntry.unpack(changes)) {
                MapEntry entry = MapEntry.decode(bytesOfEntry);
                if (!isStale(entry)) merge(entry, from);
            }
        } catch (MalformedMessageException e) {
            malformed++;
        }
    }

    /**
     * Takes in an entry; false if it was refused, or is not to be held here.
     *
     * @param from the instance of who sent it
     * @throws MalformedMessageException if it is none
     */
    public boolean merge(byte[] bytesOfEntry, long from) {
        return merge(MapEntry.decode(bytesOfEntry), from);
    }

    private boolean merge(MapEntry entry, long from) {
        OneMap<?> map = maps.of(entry);
        if (map == null && !entry.rule().isMetBy(company.tags())) return false;
        if (map == null) throw new MalformedMessageException("not held in maps, or one map more than there may be");
        if (map.policy != MapPolicy.of(entry.value())) return onOtherPolicy(map, entry, from);
        if (!map.rule().equals(entry.rule())) return onOtherRule(map, entry, from);
        if (!map.isHeld() || !isBelievable(entry) || !mayGrow(map, entry)) return false;
        if (map.merge(entry.key(), entry.value(), env.wallMillis())) merged++;
        return true;
    }

    private boolean isStale(MapEntry entry) {
        return entry.value() instanceof Cell cell && config.retention().isStale(cell, env.wallMillis());
    }

    private boolean onOtherPolicy(OneMap<?> map, MapEntry entry, long from) {
        refusedPolicy++;
        MapPolicy<?> theirs = MapPolicy.of(entry.value());
        if (theirs != null) env.emit(new MapEvent.PolicyConflict(map.name, map.policy, theirs, from));
        return false;
    }

    private boolean onOtherRule(OneMap<?> map, MapEntry entry, long from) {
        refusedRule++;
        env.emit(new MapEvent.RuleConflict(map.name, map.rule(), entry.rule(), from));
        return false;
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
        if (map == null || !map.fits(entry) || !entry.key().equals(key) || !map.heal(key, entry.value())) return false;
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
        return map == null || value == null ? null : map.entry(key, value).encode();
    }

    // What a change brings about.

    private void changed(OneMap<?> map, Bytes key, @Nullable Crdt<?> before, @Nullable Crdt<?> after) {
        byte[] old = before == null ? null : map.entry(key, before).encode();
        byte[] now = after == null ? null : encode(map, key, after);
        long more = (now == null ? 0 : now.length) - (old == null ? 0L : old.length);
        map.bytes += more;
        bytes += more;
        inventory.changed(map.rule(), map.name, key, old, now);
        ownership.changed(map.name, key, before, after);
        if (isRestoring) return;
        store(map, key, now);
        env.emit(new MapEvent.Changed(map.name, key, after));
    }

    @SuppressWarnings("ReferenceEquality") // of one write, which has these very objects
    private byte[] encode(OneMap<?> map, Bytes key, Crdt<?> value) {
        if (value != encodedValue || key != encodedKey || map != encodedMap) {
            encoded = map.entry(key, value).encode();
            encodedValue = value;
            encodedKey = key;
            encodedMap = map;
        }
        return encoded;
    }

    private void store(OneMap<?> map, Bytes key, byte @Nullable [] entry) {
        if (entry != null || !map.state.keeps(key)) journal.store(map.name, key, entry);
    }

    private boolean isKept(String name, Bytes key) {
        OneMap<?> map = maps.get(name);
        return map != null && (map.state.cell(key) != null || map.state.keeps(key));
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
        journal.persisted(token);
    }

    @Override
    public void persistFailed(long token, String why) {
        journal.persistFailed(token, why);
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
        else if (timer instanceof MapTimer.Erase) journal.onErase();
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
        SortedMap<String, OneMap<?>> rest = maps.from(sweptMap == null ? "" : sweptMap);
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
        if (map == null || !map.isHeld() || map.policy != MapPolicy.LAST_WRITE || value == null) return;
        if (map.state.cell(place.key()) instanceof Cell held && held.written().compareTo(owned.written()) > 0) return;
        write(map.name, MapPolicy.LAST_WRITE, null, place.key(), (held, by) -> Cell.owned(by.stamp(), value, by.id()));
    }

    // What it tells of itself.

    /** The clock that writes are stamped with: no earlier than any of them, milliseconds since 1970. */
    public long reading() {
        return Math.max(clock.last().millis(), env.wallMillis());
    }

    /** The same, so that whatever is stamped from now on is later. */
    public long mark() {
        return clock.stamp().millis() - 1;
    }

    /** Whether the store holds, or will, all that is held here. */
    public boolean isStored() {
        return journal.isWhole();
    }

    /** All maps, in the order of names. */
    public List<MapSummary> summaries() {
        List<MapSummary> summaries = new ArrayList<>();
        for (OneMap<?> map : maps.all()) summaries.add(map.summary());
        return summaries;
    }

    /** What they hold and have done. */
    public MapCounts counts() {
        return new MapCounts(
                maps.all().size(),
                maps.all().stream().mapToLong(map -> map.entries).sum(),
                bytes,
                written,
                merged,
                spreading.unspread(),
                clock.refused(),
                refusedPolicy,
                refusedRule,
                malformed,
                rotted,
                maps.lastWrites().mapToLong(LwwMap::settled).sum(),
                maps.lastWrites().mapToLong(LwwMap::returns).sum());
    }
}
