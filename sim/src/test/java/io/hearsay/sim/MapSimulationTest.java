package io.hearsay.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.antientropy.Exchange;
import io.hearsay.antientropy.Exchange.Outcome;
import io.hearsay.antientropy.RoundsConfig;
import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.MapChange;
import io.hearsay.cluster.MapDifferences;
import io.hearsay.cluster.ReplicatedMap;
import io.hearsay.cluster.SharedMap;
import io.hearsay.data.Bytes;
import io.hearsay.data.Retention;
import io.hearsay.data.map.KeyDifference.Side;
import io.hearsay.data.map.MapsConfig;
import io.hearsay.data.map.MapsConfig.Durability;
import io.hearsay.stack.ClusterNodeConfig;
import io.hearsay.stack.NodeMapsConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replicated maps on whole nodes, by the handles that users have. */
class MapSimulationTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration HEALED = Duration.ofMinutes(2);

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String value(ReplicatedMap<?, byte[]> map, String key) {
        return map.get(key).map(value -> new String(value, UTF_8)).orElse("nothing");
    }

    private static String value(Cluster node, String key) {
        return value(node.map("config"), key);
    }

    private static void awaitValue(SimulatedCluster cluster, String key, String expected, Duration within) {
        cluster.await(
                () -> cluster.running().stream()
                        .allMatch(node -> value(node, key).equals(expected)),
                within);
    }

    private static boolean agree(SimulatedCluster cluster) {
        return cluster.running().stream()
                        .map(node -> node.maps().digest())
                        .distinct()
                        .count()
                == 1;
    }

    private static ClusterNodeConfig with(MapsConfig state) {
        return ClusterNodeConfig.lan().withMaps(NodeMapsConfig.usual().withState(state));
    }

    private static ClusterNodeConfig storing(Durability durability) {
        return with(MapsConfig.usual().withDurability(durability));
    }

    @Test
    void a_write_is_everywhere_within_milliseconds() {
        SimulatedCluster cluster = SimulatedCluster.of(10);
        cluster.node(0).map("config").put("limit", bytes("7"));
        Duration took = cluster.await(
                () -> cluster.running().stream()
                        .allMatch(node -> value(node, "limit").equals("7")),
                SOON);
        assertThat(took).isLessThan(Duration.ofMillis(20));
    }

    @Test
    void a_thousand_writes_of_all_at_once_leave_all_equal() {
        SimulatedCluster cluster = SimulatedCluster.of(5);
        for (int i = 0; i < 1_000; i++) cluster.node(i % 5).map("config").put("key" + i % 100, bytes("v" + i));
        cluster.await(
                () -> agree(cluster)
                        && cluster.node(3).map("config").entries("").size() == 100,
                SOON);
        assertThat(cluster.node(4).maps().counts().entries()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void after_a_split_all_hold_what_either_side_wrote(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(6, seed);
        cluster.cut(0, 1, 2);
        for (int i = 0; i < 200; i++) {
            cluster.node(0).map("config").put("left" + i, bytes("l"));
            cluster.node(5).map("config").put("right" + i, bytes("r"));
        }
        cluster.node(1).map("config").put("both", bytes("early"));
        cluster.advance(Duration.ofSeconds(1));
        cluster.node(4).map("config").put("both", bytes("late"));
        cluster.advance(Duration.ofSeconds(60));
        assertThat(value(cluster.node(0), "both")).isEqualTo("early");
        assertThat(value(cluster.node(0), "right7")).isEqualTo("nothing");
        cluster.heal();
        cluster.await(() -> agree(cluster), HEALED);
        assertThat(cluster.node(2).map("config").entries("")).hasSize(401);
        assertThat(value(cluster.node(2), "both")).isEqualTo("late");
    }

    @Test
    void who_restarts_without_a_store_gets_all_from_the_others() {
        SimulatedCluster cluster = SimulatedCluster.of(4);
        for (int i = 0; i < 500; i++) cluster.node(0).map("config").put("key" + i, bytes("v"));
        cluster.advance(SOON);
        cluster.restart(0);
        cluster.await(() -> cluster.node(0).map("config").entries("").size() == 500, Duration.ofSeconds(30));
        assertThat(agree(cluster)).isTrue();
    }

    @Test
    void who_has_all_it_holds_from_others_compares_by_itself_too() {
        SimulatedCluster cluster = SimulatedCluster.of(3);
        cluster.node(0).map("config").put("key", bytes("v"));
        cluster.advance(Duration.ofMinutes(5)); // no rumor is left
        Cluster late = cluster.add();
        cluster.await(() -> value(late, "key").equals("v"), Duration.ofSeconds(30));
        cluster.await(() -> late.maps().exchanges().stream().anyMatch(Exchange::isOurs), Duration.ofSeconds(30));
    }

    /** Nobody compares by himself. */
    private static ClusterNodeConfig comparingByHandAlone() {
        ClusterNodeConfig lan = ClusterNodeConfig.lan();
        RoundsConfig never = new RoundsConfig(Duration.ofDays(300), Duration.ofDays(300));
        return lan.withMaps(lan.maps().withRounds(never));
    }

    private static MapDifferences differences(SimulatedCluster cluster, int from, int to, String map) {
        return await(
                cluster,
                cluster.node(from).maps().differences(cluster.node(to).self().name(), map));
    }

    private static <T> T await(SimulatedCluster cluster, CompletionStage<T> answer) {
        CompletableFuture<T> future = answer.toCompletableFuture();
        cluster.await(future::isDone, SOON);
        return future.join();
    }

    @Test
    void differences_are_named_without_a_change_and_repaired_when_told() {
        SimulatedCluster cluster = SimulatedCluster.of(3, 1, comparingByHandAlone());
        for (int i = 0; i < 1_200; i++) cluster.node(1).map("config").put("key" + i, bytes("v"));
        cluster.node(1).map("other").put("single", bytes("v"));
        cluster.await(() -> agree(cluster), SOON);
        cluster.advance(Duration.ofMinutes(5)); // no rumor is left
        cluster.restart(0); // without what it had
        cluster.advance(Duration.ofSeconds(30));
        cluster.node(0).map("config").put("mine", bytes("new"));
        cluster.advance(SOON);

        MapDifferences here = differences(cluster, 0, 1, "");
        assertThat(here.named()).hasSize(1_000).allMatch(each -> each.side() == Side.MISSING_HERE);
        assertThat(here.unnamed()).isEqualTo(201);
        assertThat(here.exchange().outcome()).isEqualTo(Outcome.COMPARED);
        assertThat(differences(cluster, 1, 0, "other").named()).singleElement().satisfies(each -> {
            assertThat(each.side()).isEqualTo(Side.MISSING_THERE);
            assertThat(each.key()).isEqualTo(Bytes.of("single"));
        });
        assertThat(cluster.node(0).map("config").entries("")).hasSize(1);

        Exchange repaired = await(
                cluster, cluster.node(0).maps().repair(cluster.node(1).self().name()));
        assertThat(repaired.volume().received()).isEqualTo(1_201);
        assertThat(repaired.volume().sent()).isZero();
        assertThat(repaired.outcome()).isEqualTo(Outcome.AGREED);
        assertThat(differences(cluster, 0, 1, "").named()).isEmpty();
        assertThatThrownBy(() -> await(cluster, cluster.node(0).maps().repair("nobody")))
                .hasMessageContaining("nobody named 'nobody' is known here");
    }

    @Test
    void a_write_that_no_rumor_brought_comes_with_the_next_round() {
        ClusterNodeConfig mute = ClusterNodeConfig.lan();
        SimulatedCluster cluster = SimulatedCluster.of(
                3, 5, mute.withMaps(mute.maps().withRounds(RoundsConfig.usual().withEvery(Duration.ofSeconds(2)))));
        cluster.loss(0.9);
        for (int i = 0; i < 50; i++) cluster.node(0).map("config").put("key" + i, bytes("v"));
        cluster.advance(Duration.ofMillis(200));
        cluster.loss(0);
        cluster.await(() -> agree(cluster), Duration.ofSeconds(30));
        assertThat(cluster.node(2).map("config").entries("")).hasSize(50);
    }

    @Test
    void an_entry_larger_than_a_packet_travels_too() {
        SimulatedCluster cluster = SimulatedCluster.of(4);
        byte[] large = new byte[15_000];
        cluster.node(0).map("config").put("large", large);
        cluster.await(
                () -> cluster.running().stream()
                        .allMatch(node -> node.map("config").get("large").isPresent()),
                SOON);
        assertThat(cluster.node(3).map("config").get("large")).hasValue(large);
    }

    @Test
    void what_was_deleted_is_gone_everywhere_and_stays_so() {
        SimulatedCluster cluster = SimulatedCluster.of(4);
        cluster.node(0).map("config").put("old", bytes("v"));
        cluster.advance(SOON);
        cluster.cut(3);
        cluster.node(0).map("config").delete("old");
        cluster.advance(Duration.ofMinutes(1));
        assertThat(value(cluster.node(3), "old")).isEqualTo("v");
        cluster.heal();
        awaitValue(cluster, "old", "nothing", HEALED);
        cluster.advance(Duration.ofMinutes(1));
        awaitValue(cluster, "old", "nothing", Duration.ofMillis(1));
    }

    /** The sites hold the certificate after all others have dropped it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void what_was_deleted_stays_so_after_an_absence_longer_than_the_memory_of_all(long seed) {
        Retention brief = new Retention(Duration.ofMinutes(2), Duration.ofDays(1), 4);
        SimulatedCluster cluster =
                SimulatedCluster.of(5, seed, with(MapsConfig.usual().withRetention(brief)));
        cluster.node(0).map("config").put("old", bytes("v"));
        cluster.node(0).map("config").put("again", bytes("v"));
        cluster.advance(SOON);
        cluster.cut(4);
        cluster.node(1).map("config").delete("old");
        cluster.node(1).map("config").delete("again");
        cluster.advance(Duration.ofMinutes(10));
        cluster.node(2).map("config").put("again", bytes("new"));
        cluster.advance(SOON);
        assertThat(cluster.node(0).maps().counts().entries()).isEqualTo(1);
        cluster.heal();
        cluster.advance(HEALED);
        awaitValue(cluster, "old", "nothing", HEALED);
        awaitValue(cluster, "again", "new", HEALED);
    }

    @Test
    void a_value_with_a_time_to_live_ends_everywhere() {
        SimulatedCluster cluster = SimulatedCluster.of(3);
        List<MapChange<byte[]>> heard = new ArrayList<>();
        cluster.node(2).map("config").watch("lease/", heard::add, missed -> {});
        cluster.node(0).map("config").put("lease/a", bytes("n0"), Duration.ofSeconds(30));
        cluster.advance(Duration.ofSeconds(29));
        assertThat(value(cluster.node(2), "lease/a")).isEqualTo("n0");
        cluster.advance(Duration.ofSeconds(2));
        assertThat(value(cluster.node(2), "lease/a")).isEqualTo("nothing");
        cluster.advance(SOON);
        assertThat(heard).extracting(change -> change.value().isPresent()).containsExactly(true, false);
        assertThat(agree(cluster)).isTrue();
    }

    @Test
    void a_node_an_hour_ahead_shadows_nobody() {
        SimulatedCluster cluster = SimulatedCluster.of(4);
        cluster.world().nodes().get(3).clockError(Duration.ofHours(1));
        cluster.node(3).map("config").put("limit", bytes("from the future"));
        cluster.advance(SOON);
        cluster.node(0).map("config").put("limit", bytes("now"));
        cluster.advance(SOON);
        for (int i = 0; i < 3; i++) assertThat(value(cluster.node(i), "limit")).isEqualTo("now");
        assertThat(cluster.node(0).maps().counts().refusedAhead()).isPositive();
    }

    @Test
    void iterates_by_prefix_in_the_order_of_keys() {
        SharedMap map = SimulatedCluster.of(1).node(0).map("config");
        for (String key : List.of("b/2", "a/1", "b/1", "b", "c", "b/é"))
            map.put(key, bytes(key)).toCompletableFuture().join();
        assertThat(map.entries("b/").keySet()).containsExactly("b/1", "b/2", "b/é");
        assertThat(map.entries("").keySet()).containsExactly("a/1", "b", "b/1", "b/2", "b/é", "c");
        assertThat(map.entries("x")).isEmpty();
    }

    @Test
    void counters_add_up_sets_and_flags_merge_after_a_split() {
        SimulatedCluster cluster = SimulatedCluster.of(4);
        cluster.node(0).maps().sets("groups").add("admins", "ada");
        cluster.node(0).maps().flags("features").set("dark", true);
        cluster.advance(SOON);
        cluster.cut(0, 1);
        cluster.node(0).maps().counters("hits").add("home", 5);
        cluster.node(1).maps().counters("hits").add("home", 2);
        cluster.node(2).maps().counters("hits").add("home", 7);
        cluster.node(3).maps().counters("hits").add("home", -3);
        cluster.node(0).maps().sets("groups").remove("admins", "ada");
        cluster.node(2).maps().sets("groups").add("admins", "ada");
        cluster.node(3).maps().sets("groups").add("admins", "bob");
        cluster.node(1).maps().flags("features").set("dark", false);
        cluster.advance(Duration.ofSeconds(40));
        cluster.heal();
        cluster.await(() -> agree(cluster), HEALED);
        for (Cluster node : cluster.running()) {
            assertThat(node.maps().counters("hits").get("home")).hasValue(11L);
            assertThat(node.maps().sets("groups").get("admins").orElseThrow()).containsExactly("ada", "bob");
            assertThat(node.maps().flags("features").get("dark")).hasValue(false);
        }
    }

    @Test
    void a_map_asked_for_under_another_policy_is_an_error_that_says_so() {
        SimulatedCluster cluster = SimulatedCluster.of(2);
        cluster.node(0).maps().counters("hits").add("home", 1);
        cluster.advance(SOON);
        assertThatThrownBy(() -> cluster.node(1).map("hits"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("map 'hits' holds counters, and this call asks for last-write");
    }

    @Test
    void two_sides_that_made_one_map_under_two_policies_keep_their_own_and_count_it() {
        SimulatedCluster cluster = SimulatedCluster.of(2);
        cluster.cut(0);
        cluster.node(0).maps().counters("hits").add("home", 1);
        cluster.node(1).map("hits").put("home", bytes("v"));
        cluster.advance(Duration.ofSeconds(30));
        cluster.heal();
        cluster.await(
                () -> cluster.running().stream()
                        .allMatch(node -> node.maps().counts().refusedPolicy() > 0),
                HEALED);
        assertThat(cluster.node(0).maps().counters("hits").get("home")).hasValue(1L);
        assertThat(value(cluster.node(1).map("hits"), "home")).isEqualTo("v");
    }

    @Test
    void a_resolver_that_throws_is_reported_and_harms_nothing() {
        SimulatedCluster cluster = SimulatedCluster.of(2);
        cluster.cut(0);
        cluster.node(0).maps().siblings("carts").put("ada", bytes("a"));
        cluster.node(1).maps().siblings("carts").put("ada", bytes("b"));
        cluster.advance(Duration.ofSeconds(30));
        cluster.heal();
        cluster.await(() -> agree(cluster), HEALED);
        CompletionStage<Void> resolved = cluster.node(0)
                .maps()
                .siblings("carts")
                .resolve("ada", values -> {
                    throw new IllegalStateException("not today");
                });
        assertThat(resolved).failsWithin(SOON).withThrowableThat().withMessageContaining("not today");
        assertThat(cluster.node(1)
                        .maps()
                        .siblings("carts")
                        .get("ada")
                        .orElseThrow()
                        .size())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void an_acknowledged_write_survives_a_loss_of_power_of_all(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(3, seed, storing(Durability.SYNC));
        SplittableRandom random = new SplittableRandom(seed);
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 20; i++) {
                String key = "key" + round + "-" + i;
                cluster.node(random.nextInt(3))
                        .map("config")
                        .put(key, bytes("v"))
                        .thenRun(() -> acknowledged.add(key));
            }
            cluster.advance(Duration.ofNanos(random.nextLong(10_000_000)));
            for (int i = 0; i < 3; i++) cluster.crashHost(i);
            for (int i = 0; i < 3; i++) cluster.restart(i);
            cluster.assertOneView(HEALED);
            cluster.await(() -> agree(cluster), HEALED);
            assertThat(cluster.node(0).map("config").entries("").keySet()).containsAll(acknowledged);
        }
        assertThat(acknowledged).isNotEmpty();
    }

    @Test
    void a_write_that_could_not_be_stored_fails_and_is_there_all_the_same() {
        SimulatedCluster cluster = SimulatedCluster.of(2, 1, storing(Durability.SYNC));
        cluster.world().nodes().get(0).diskFails(true);
        CompletionStage<Void> put = cluster.node(0).map("config").put("a", bytes("v"));
        assertThat(put).failsWithin(SOON).withThrowableThat().withMessageContaining("not stored");
        awaitValue(cluster, "a", "v", SOON);
    }

    @Test
    void what_was_deleted_stays_so_over_restarts() {
        SimulatedCluster cluster = SimulatedCluster.of(1, 1, storing(Durability.SYNC));
        cluster.node(0).map("config").put("a", bytes("v")).toCompletableFuture().join();
        cluster.node(0).map("config").put("b", bytes("v")).toCompletableFuture().join();
        cluster.node(0).map("config").delete("a").toCompletableFuture().join();
        cluster.restart(0);
        assertThat(cluster.node(0).map("config").entries("").keySet()).containsExactly("b");
        assertThat(cluster.node(0).maps().counts().entries()).isEqualTo(2);
    }
}
