package io.hearsay.data.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.Event;
import io.hearsay.NodeId;
import io.hearsay.RecordingEnvironment;
import io.hearsay.data.Acknowledged;
import io.hearsay.data.Bytes;
import io.hearsay.data.Cell;
import io.hearsay.data.OrSet;
import io.hearsay.data.Owners.Life;
import io.hearsay.data.PnCounter;
import io.hearsay.data.Retention;
import io.hearsay.data.Timestamp;
import io.hearsay.data.map.KeyDifference.Side;
import io.hearsay.data.map.MapsConfig.Durability;
import io.hearsay.data.map.MapsConfig.Quota;
import io.hearsay.wire.MalformedMessageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MapsTest {
    private static final long SELF = 7;
    private static final long OTHER = 8;
    private static final Bytes KEY = Bytes.of("key");

    private final RecordingEnvironment env = new RecordingEnvironment(1);
    private final List<byte[]> spread = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Map<String, Life> lives = new TreeMap<>();
    private SortedMap<String, String> tags = new TreeMap<>();
    private BooleanSupplier mill = () -> true;

    private Maps maps(MapsConfig config, SortedMap<String, byte[]> restored) {
        return new Maps(
                config, env, new Alone(), new Items(), changes -> mill.getAsBoolean() && spread.add(changes), restored);
    }

    private final class Alone implements Company {
        @Override
        public NodeId self() {
            return new NodeId("self", 1, SELF);
        }

        @Override
        public long site() {
            return SELF;
        }

        @Override
        public Acknowledged acknowledged(MapRule rule) {
            return Acknowledged.NOTHING;
        }

        @Override
        public List<Long> sites(MapRule rule) {
            return List.of(SELF);
        }

        @Override
        public SortedMap<String, String> tags() {
            return tags;
        }

        @Override
        public Life of(NodeId owner) {
            return lives.getOrDefault(owner.name(), Life.LIVE);
        }
    }

    private Maps maps() {
        return maps(MapsConfig.usual(), Collections.emptySortedMap());
    }

    private final class Items implements Maps.Inventory {
        @Override
        public void changed(MapRule rule, String map, Bytes key, byte @Nullable [] before, byte @Nullable [] after) {
            told.add(map + " " + key + (before == null ? " +" : after == null ? " -" : " ~"));
        }

        @Override
        public void dropped(String map) {
            told.add(map + " dropped");
        }
    }

    private static Write put(Maps maps, String key, String value) {
        return maps.write(
                "config",
                MapPolicy.LAST_WRITE,
                null,
                Bytes.of(key),
                (held, by) -> Cell.of(by.stamp(), Bytes.of(value)));
    }

    private static byte[] entry(String key, Cell cell) {
        return new MapEntry(MapRule.ALL, "config", Bytes.of(key), cell).encode();
    }

    private static Cell at(long millis, String value) {
        return Cell.of(new Timestamp(millis << 16, OTHER), Bytes.of(value));
    }

    private static String value(Maps maps, String key) {
        Cell cell = maps.open("config", MapPolicy.LAST_WRITE).cell(Bytes.of(key));
        return cell == null ? "nothing" : String.valueOf(cell.value());
    }

    private List<Event> events() {
        return env.takeEvents();
    }

    private static Cell owned(String owner, String value) {
        return Cell.owned(new Timestamp(1 << 16, OTHER), Bytes.of(value), new NodeId(owner, 5, OTHER));
    }

    @Test
    void what_is_owned_is_told_anew_when_its_owner_comes_or_goes() {
        lives.put("web", Life.AWAY);
        Maps maps = maps();
        Cell cell = owned("web", "v");
        for (int i = 0; i < 600; i++) maps.merge(entry("k" + i, cell), OTHER);
        maps.merge(entry("other", owned("db", "v")), OTHER);
        assertThat(maps.isLive(Objects.requireNonNull(cell.owner()))).isFalse();
        events();
        lives.put("web", Life.LIVE);
        maps.look("web");
        maps.look("web");
        assertThat(maps.isLive(Objects.requireNonNull(cell.owner()))).isTrue();
        assertThat(env.timers())
                .filteredOn(each -> each.timer() instanceof MapTimer.Look)
                .hasSize(1);
        maps.expire(new MapTimer.Look());
        assertThat(events()).hasSize(512).contains(new MapEvent.Changed("config", Bytes.of("k0"), cell));
        maps.expire(new MapTimer.Look());
        assertThat(events()).hasSize(88);
        lives.put("web", Life.OVER);
        maps.look("web");
        maps.expire(new MapTimer.Look());
        assertThat(value(maps, "k0")).isEqualTo("null");
        assertThat(value(maps, "other")).isEqualTo("v");
    }

    @Test
    void a_running_owner_writes_anew_what_others_have_ended() {
        Maps maps = maps();
        maps.write(
                "config",
                MapPolicy.LAST_WRITE,
                null,
                KEY,
                (held, by) -> Cell.owned(by.stamp(), Bytes.of("v"), by.id()));
        Cell first =
                Objects.requireNonNull(maps.open("config", MapPolicy.LAST_WRITE).cell(KEY));
        maps.merge(entry("key", Cell.deleted(first.written(), List.of())), OTHER);
        assertThat(value(maps, "key")).isEqualTo("null");
        maps.expire(new MapTimer.Sweep());
        assertThat(value(maps, "key")).isEqualTo("v");
        Cell second =
                Objects.requireNonNull(maps.open("config", MapPolicy.LAST_WRITE).cell(KEY));
        assertThat(second.written()).isGreaterThan(first.written());
        Timestamp later = new Timestamp(second.written().time() + 1, OTHER);
        maps.merge(entry("key", Cell.deleted(later, List.of())), OTHER);
        maps.expire(new MapTimer.Sweep());
        assertThat(value(maps, "key")).isEqualTo("null"); // that was a delete
    }

    @Test
    void a_write_is_there_at_once_and_spreads_with_those_that_follow_soon() {
        Maps maps = maps();
        assertThat(put(maps, "a", "1")).isEqualTo(new Write.Done());
        put(maps, "b", "2");
        assertThat(value(maps, "a")).isEqualTo("1");
        assertThat(spread).isEmpty();
        maps.expire(new MapTimer.Spread());
        assertThat(spread).hasSize(1);
        assertThat(MapEntry.unpack(spread.get(0))).hasSize(2);
        assertThat(told).containsExactly("config a +", "config b +");
    }

    @Test
    void what_the_mill_refuses_is_spread_later() {
        Maps maps = maps();
        mill = () -> false;
        put(maps, "a", "1");
        maps.expire(new MapTimer.Spread());
        mill = () -> true;
        maps.expire(new MapTimer.Spread());
        assertThat(spread).hasSize(1);
    }

    @Test
    void says_which_side_has_what_the_other_lacks_and_changes_nothing() {
        Maps maps = maps();
        maps.merge(entry("a", at(5, "v")), OTHER);
        assertThat(side(maps, entry("b", at(1, "v")))).isEqualTo(Side.MISSING_HERE);
        assertThat(side(maps, entry("a", at(4, "old")))).isEqualTo(Side.NEWER_HERE);
        assertThat(side(maps, entry("a", at(6, "new")))).isEqualTo(Side.NEWER_THERE);
        assertThat(side(
                        maps,
                        new MapEntry(MapRule.ALL, "config", Bytes.of("a"), PnCounter.EMPTY.add(OTHER, 1)).encode()))
                .isEqualTo(Side.APART);
        maps.merge(counter(SELF), OTHER);
        assertThat(side(maps, counter(OTHER))).isEqualTo(Side.APART);
        assertThat(value(maps, "a")).isEqualTo("v");
        assertThat(value(maps, "b")).isEqualTo("nothing");
        assertThatThrownBy(() -> maps.compare(new byte[] {1})).isInstanceOf(MalformedMessageException.class);
    }

    private static byte[] counter(long replica) {
        return new MapEntry(MapRule.ALL, "hits", KEY, PnCounter.EMPTY.add(replica, 1)).encode();
    }

    private static Side side(Maps maps, byte[] entry) {
        return maps.compare(entry).side();
    }

    @Test
    void takes_in_what_others_wrote_and_counts_it_once() {
        Maps maps = maps();
        byte[] change = MapEntry.pack(List.of(entry("a", at(1, "v"))));
        maps.heard(change, OTHER);
        maps.heard(change, OTHER);
        assertThat(value(maps, "a")).isEqualTo("v");
        assertThat(maps.counts().merged()).isEqualTo(1);
    }

    @Test
    void a_rumor_of_an_old_value_is_left_to_comparing() {
        Maps maps = maps(
                MapsConfig.usual().withRetention(new Retention(Duration.ofSeconds(90), Duration.ofMillis(1), 1)),
                Collections.emptySortedMap());
        env.freeze(Duration.ofMinutes(1));
        long now = env.wallMillis();
        byte[] old = entry("old", at(now - 45_001, "v"));
        maps.heard(MapEntry.pack(List.of(old, entry("young", at(now - 45_000, "v")))), OTHER);
        assertThat(value(maps, "old")).isEqualTo("nothing");
        assertThat(value(maps, "young")).isEqualTo("v");
        assertThat(maps.counts().malformed()).isZero();
        maps.merge(old, OTHER);
        assertThat(value(maps, "old")).isEqualTo("v");
    }

    @Test
    void refuses_at_the_writer_what_is_over_a_quota_and_changes_nothing() {
        Maps maps = maps(MapsConfig.usual().withQuota(new Quota(1, 2, 80, 1_000)), Collections.emptySortedMap());
        put(maps, "a", "1");
        assertThat(put(maps, "b", "x".repeat(60)))
                .isInstanceOfSatisfying(
                        Write.Refused.class,
                        refused -> assertThat(refused.what()).contains("bytes in map 'config'"));
        put(maps, "b", "2");
        assertThat(put(maps, "c", "3")).isEqualTo(new Write.Refused("entries in map 'config'", 3, 2));
        assertThat(put(maps, "b", "4")).isEqualTo(new Write.Done());
        assertThat(maps.counts().entries()).isEqualTo(2);
        assertThatThrownBy(() -> maps.open("another", MapPolicy.SETS)).hasMessageContaining("1 maps");
        maps.heard(MapEntry.pack(List.of(entry("c", at(1, "theirs")))), OTHER);
        assertThat(value(maps, "c")).isEqualTo("theirs");
    }

    @Test
    void refuses_entries_that_are_larger_than_may_travel() {
        Maps maps = maps();
        assertThat(put(maps, "a", "x".repeat(Maps.MAX_ENTRY_BYTES))).isInstanceOf(Write.Refused.class);
        for (int i = 0; i < 300; i++) {
            Bytes element = Bytes.of("x".repeat(100) + i);
            maps.write("sets", MapPolicy.SETS, null, KEY, (held, by) -> held.add(by.replica(), element));
        }
        OrSet set = maps.open("sets", MapPolicy.SETS).cell(KEY);
        assertThat(set).isNotNull();
        assertThat(new MapEntry(MapRule.ALL, "sets", KEY, set == null ? OrSet.EMPTY : set).encode().length)
                .isBetween(11_800, 12 * 1024);
    }

    @Test
    void a_change_that_throws_harms_nothing() {
        Maps maps = maps();
        put(maps, "a", "1");
        assertThatThrownBy(() -> maps.write("config", MapPolicy.LAST_WRITE, null, Bytes.of("a"), (held, by) -> {
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");
        assertThat(value(maps, "a")).isEqualTo("1");
    }

    @Test
    void another_policy_is_an_error_here_and_an_event_from_elsewhere() {
        Maps maps = maps();
        put(maps, "a", "1");
        assertThatThrownBy(() -> maps.open("config", MapPolicy.COUNTERS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("holds last-write");
        events();
        byte[] theirs = new MapEntry(MapRule.ALL, "config", KEY, PnCounter.EMPTY.add(OTHER, 1)).encode();
        maps.heard(MapEntry.pack(List.of(theirs)), OTHER);
        assertThat(events())
                .containsExactly(
                        new MapEvent.PolicyConflict("config", MapPolicy.LAST_WRITE, MapPolicy.COUNTERS, OTHER));
        assertThat(maps.counts().refusedPolicy()).isEqualTo(1);
    }

    @Test
    void a_map_without_entries_takes_on_the_policy_of_the_first() {
        Maps maps = maps();
        maps.open("config", MapPolicy.LAST_WRITE);
        maps.merge(new MapEntry(MapRule.ALL, "config", KEY, PnCounter.EMPTY.add(OTHER, 3)).encode(), OTHER);
        PnCounter counter = maps.open("config", MapPolicy.COUNTERS).cell(KEY);
        assertThat(counter).isEqualTo(PnCounter.EMPTY.add(OTHER, 3));
    }

    @Test
    void refuses_stamps_and_certificates_from_the_future() {
        Maps maps = maps();
        events();
        maps.merge(entry("a", at(env.wallMillis() + 3_600_000, "v")), OTHER);
        maps.merge(
                entry("b", Cell.certificate(new Timestamp(1, OTHER), env.wallMillis() + 3_600_000, List.of())), OTHER);
        assertThat(events()).hasOnlyElementsOfType(MapEvent.ClockAhead.class).hasSize(2);
        assertThat(maps.counts().entries()).isZero();
        maps.merge(entry("a", at(env.wallMillis() + 59_000, "v")), OTHER);
        assertThat(value(maps, "a")).isEqualTo("v");
    }

    @Test
    void any_bytes_are_an_entry_or_refused() {
        Maps maps = maps();
        SplittableRandom random = new SplittableRandom(3);
        byte[] whole = entry("a", at(1, "value"));
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = whole.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--)
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                maps.merge(bytes, OTHER);
            } catch (MalformedMessageException refused) {
                assertThat(refused).hasMessageMatching(".+");
            }
            maps.heard(bytes, OTHER);
        }
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> maps.merge(cut, OTHER)).isInstanceOf(MalformedMessageException.class);
        }
    }

    @Test
    void comes_back_with_what_was_stored() {
        Maps first = maps(MapsConfig.usual().withDurability(Durability.SYNC), Collections.emptySortedMap());
        Write written = put(first, "a\u00ff", "1");
        put(first, "b", "2");
        first.write(
                "config",
                MapPolicy.LAST_WRITE,
                null,
                Bytes.of("b"),
                (held, by) -> Cell.deleted(by.stamp(), by.sites()));
        first.write("hits", MapPolicy.COUNTERS, null, KEY, (held, by) -> held.add(by.replica(), 5));
        events();
        assertThat(written).isEqualTo(new Write.Taken(1));
        first.persisted(1);
        first.persistFailed(2, "disk full");
        assertThat(events()).containsExactly(new MapEvent.Stored(1, null), new MapEvent.Stored(2, "disk full"));

        TreeMap<String, byte[]> disk = new TreeMap<>();
        env.takePersisted().forEach(batch -> disk.putAll(batch.writes()));
        told.clear();
        Maps second = maps(MapsConfig.usual(), disk);
        assertThat(value(second, "a\u00ff")).isEqualTo("1");
        assertThat(value(second, "b")).isEqualTo("null");
        PnCounter hits = second.open("hits", MapPolicy.COUNTERS).cell(KEY);
        assertThat(hits).isEqualTo(PnCounter.EMPTY.add(SELF, 5));
        assertThat(told).hasSize(3);
        Cell before = second.open("config", MapPolicy.LAST_WRITE).cell(Bytes.of("a\u00ff"));
        put(second, "a\u00ff", "later");
        Cell after = second.open("config", MapPolicy.LAST_WRITE).cell(Bytes.of("a\u00ff"));
        assertThat(before).isNotNull();
        assertThat(after).isNotNull();
        if (before != null && after != null) assertThat(after.written()).isGreaterThan(before.written());
    }

    @Test
    void a_bit_that_flipped_in_the_store_is_noticed_wherever_it_is() {
        Maps first = maps(MapsConfig.usual().withDurability(Durability.ASYNC), Collections.emptySortedMap());
        put(first, "a", "1");
        SortedMap<String, byte[]> disk = env.takePersisted().get(0).writes();
        byte[] stored = Objects.requireNonNull(disk.get(disk.firstKey()));
        for (int bit = 0; bit < 8 * stored.length; bit++) {
            byte[] flipped = stored.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Maps second = maps(MapsConfig.usual(), new TreeMap<>(Map.of(disk.firstKey(), flipped)));
            assertThat(value(second, "a")).isEqualTo("nothing");
            assertThat(second.counts().rotted() + second.counts().malformed()).isEqualTo(1);
        }
        events();
        maps(MapsConfig.usual(), new TreeMap<>(Map.of(disk.firstKey() + "b", stored)))
                .start();
        assertThat(events()).containsExactly(new MapEvent.StoreRotted(1)); // at another place
    }

    @Test
    void what_an_earlier_version_has_stored_without_a_checksum_is_read() {
        TreeMap<String, byte[]> disk = new TreeMap<>(Map.of("map/config\0a", entry("a", at(1, "old"))));
        assertThat(value(maps(MapsConfig.usual(), disk), "a")).isEqualTo("old");
    }

    @Test
    void a_write_that_changes_nothing_is_done_when_what_it_found_is_stored() {
        Maps maps = maps(MapsConfig.usual().withDurability(Durability.SYNC), Collections.emptySortedMap());
        maps.write("sets", MapPolicy.SETS, null, KEY, (held, by) -> held.add(by.replica(), Bytes.of("ada")));
        assertThat(remove(maps)).isEqualTo(new Write.Taken(2));
        assertThat(remove(maps)).isEqualTo(new Write.Taken(3));
        maps.persistFailed(3, "disk full");
        assertThat(remove(maps)).isEqualTo(new Write.Taken(4));
        assertThat(env.takePersisted()).hasSize(4);
    }

    private static Write remove(Maps maps) {
        return maps.write("sets", MapPolicy.SETS, null, KEY, (held, by) -> held.remove(Bytes.of("ada")));
    }

    @Test
    void a_certificate_that_falls_asleep_stays_stored_where_it_is_kept() {
        MapsConfig config = MapsConfig.usual().withDurability(Durability.ASYNC);
        Maps maps = maps(config, Collections.emptySortedMap());
        maps.write("config", MapPolicy.LAST_WRITE, null, KEY, (held, by) -> Cell.deleted(by.stamp(), by.sites()));
        env.freeze(config.retention().active().plusDays(1));
        maps.expire(new MapTimer.Sweep());
        assertThat(maps.counts().entries()).isZero();
        TreeMap<String, byte[]> disk = new TreeMap<>();
        env.takePersisted().forEach(batch -> disk.putAll(batch.writes()));
        assertThat(disk.values()).allMatch(bytes -> bytes.length > 0);

        Maps again = maps(config, disk);
        again.merge(new MapEntry(MapRule.ALL, "config", KEY, at(1, "old")).encode(), OTHER);
        assertThat(value(again, "key")).isEqualTo("null");
    }

    @Test
    void the_sweep_takes_a_few_hundred_at_a_time_and_goes_on_where_it_was() {
        Maps maps = maps();
        for (int i = 0; i < 2_000; i++) {
            Bytes key = Bytes.of("key" + i);
            long expires = env.wallMillis() + 10;
            maps.write(
                    "config",
                    MapPolicy.LAST_WRITE,
                    null,
                    key,
                    (held, by) -> Cell.expiring(by.stamp(), Bytes.EMPTY, expires));
        }
        env.freeze(Duration.ofMillis(20));
        events();
        List<Integer> ended = new ArrayList<>();
        for (int step = 0; step < 4; step++) {
            maps.expire(new MapTimer.Sweep());
            ended.add(events().size());
        }
        assertThat(ended).containsExactly(512, 512, 512, 464);
    }

    @Test
    void names_and_keys_have_bounds() {
        Maps maps = maps();
        assertThatThrownBy(() -> put(maps, "", "v")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> put(maps, "k".repeat(513), "v")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> maps.open("n".repeat(65), MapPolicy.SETS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> maps.open("a\nb", MapPolicy.SETS)).isInstanceOf(IllegalArgumentException.class);
    }

    private static final MapRule DB = MapRule.tag("role", "db");

    private static byte[] shard(MapRule rule, String key, String value) {
        return new MapEntry(rule, "shards", Bytes.of(key), at(1, value)).encode();
    }

    @Test
    void keeps_nothing_of_a_map_that_it_is_not_to_hold_but_knows_who_is() {
        tags.put("role", "web");
        Maps maps = maps(MapsConfig.usual().withDurability(Durability.ASYNC), Collections.emptySortedMap());
        maps.heard(MapEntry.pack(List.of(shard(DB, "a", "v"), entry("b", at(1, "v")))), OTHER);
        assertThat(told).containsExactly("config b +");
        assertThat(env.takePersisted()).hasSize(1);
        assertThat(maps.summaries())
                .containsExactly(
                        new MapSummary(
                                "config",
                                MapPolicy.LAST_WRITE,
                                MapRule.ALL,
                                true,
                                1,
                                maps.counts().bytes()),
                        new MapSummary("shards", MapPolicy.LAST_WRITE, DB, false, 0, 0));
        assertThatThrownBy(() -> maps.open("shards", MapPolicy.LAST_WRITE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("map 'shards' is held by members with the tag role=db, and this one has {role=web};"
                        + " ask one of them, or give this one that tag");
    }

    @Test
    void an_entry_under_another_rule_is_counted_and_told() {
        Maps maps = maps();
        maps.merge(shard(MapRule.ALL, "a", "ours"), OTHER);
        events();
        maps.merge(shard(DB, "a", "theirs"), OTHER);
        assertThat(maps.counts().refusedRule()).isEqualTo(1);
        assertThat(events()).containsExactly(new MapEvent.RuleConflict("shards", MapRule.ALL, DB, OTHER));
        assertThat(told).containsExactly("shards a +");
    }

    @Test
    void a_map_without_entries_takes_on_the_rule_of_the_first() {
        tags.put("role", "db");
        Maps maps = maps();
        maps.open("shards", MapPolicy.LAST_WRITE);
        maps.merge(shard(DB, "a", "v"), OTHER);
        assertThat(maps.summaries().get(0).rule()).isEqualTo(DB);
        assertThatThrownBy(() -> maps.open("shards", MapPolicy.LAST_WRITE, MapRule.ALL))
                .hasMessage("map 'shards' is held by role=db, and this call asks for all;"
                        + " a map has one rule in the whole cluster");
    }

    /** Two steps, and between them one entry is taken in again. */
    @Test
    void lets_go_of_a_map_in_memory_at_once_and_in_its_store_step_by_step() {
        tags.put("role", "db");
        Maps maps = maps(MapsConfig.usual().withDurability(Durability.ASYNC), Collections.emptySortedMap());
        for (int i = 0; i < 600; i++) maps.merge(shard(DB, "key" + i, "v"), OTHER);
        MapReader<Cell> reader = maps.open("shards", MapPolicy.LAST_WRITE);
        env.takePersisted();
        events();
        told.clear();
        tags.put("role", "web");
        maps.retagged();
        assertThat(maps.counts().entries()).isZero();
        assertThat(maps.counts().bytes()).isZero();
        assertThat(told).containsExactly("shards dropped");
        assertThat(events()).containsExactly(new MapEvent.LetGo("shards", DB, 600));
        assertThatThrownBy(() -> reader.cell(Bytes.of("key1"))).isInstanceOf(IllegalStateException.class);
        maps.expire(new MapTimer.Erase());
        tags.put("role", "db");
        maps.retagged();
        assertThat(events()).containsExactly(new MapEvent.TakenUp("shards", DB));
        for (int i = 0; i < 600; i++) maps.merge(shard(DB, "key" + i, "v"), OTHER);
        env.takePersisted();
        maps.expire(new MapTimer.Erase());
        assertThat(env.takePersisted()).isEmpty(); // all of it is to be stored again
        assertThat(reader.cell(Bytes.of("key1"))).isNotNull();
    }

    @Test
    void what_was_stored_of_a_map_that_it_is_no_longer_to_hold_goes_at_the_start() {
        MapsConfig storing = MapsConfig.usual().withDurability(Durability.ASYNC);
        tags.put("role", "db");
        Maps before = maps(storing, Collections.emptySortedMap());
        before.merge(shard(DB, "a", "v"), OTHER);
        TreeMap<String, byte[]> stored = new TreeMap<>();
        env.takePersisted().forEach(batch -> stored.putAll(batch.writes()));
        assertThat(maps(storing, stored).counts().entries()).isEqualTo(1);
        tags.put("role", "web");
        Maps after = maps(storing, stored);
        after.start();
        assertThat(after.counts().entries()).isZero();
        assertThat(env.takePersisted())
                .singleElement()
                .satisfies(batch -> assertThat(batch.writes().keySet()).isEqualTo(stored.keySet()));
    }

    @Test
    void nothing_is_owned_in_a_map_that_was_let_go_of() {
        tags.put("role", "db");
        Maps maps = maps();
        NodeId owner = new NodeId("other", 1, OTHER);
        Cell owned = Cell.owned(new Timestamp(1 << 16, OTHER), Bytes.of("v"), owner);
        maps.merge(new MapEntry(DB, "shards", KEY, owned).encode(), OTHER);
        assertThat(maps.isLive(owner)).isTrue();
        tags.clear();
        maps.retagged();
        assertThat(maps.isLive(owner)).isFalse();
        maps.look("other");
        assertThat(env.timers()).noneMatch(timer -> timer.timer() instanceof MapTimer.Look);
    }
}
