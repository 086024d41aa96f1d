package io.hearsay.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.cluster.Cluster;
import io.hearsay.data.Retention;
import io.hearsay.data.map.MapRule;
import io.hearsay.data.map.MapsConfig;
import io.hearsay.data.map.MapsConfig.Durability;
import io.hearsay.stack.ClusterNodeConfig;
import io.hearsay.stack.NodeMapsConfig;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deletes that all have acknowledged are remembered by nobody, and what was deleted so stays deleted. */
class AcknowledgedDeletesTest {
    private static final int KEYS = 10;

    /** Until all have acknowledged: some rounds of ten seconds. */
    private static final Duration SOON = Duration.ofMinutes(5);

    private static final Duration ACTIVE = Duration.ofHours(2);

    /** Nobody remembers after the active time. */
    private static final Retention NO_SITES = new Retention(ACTIVE, Duration.ZERO, 0, Duration.ofSeconds(10));

    private static SimulatedCluster cluster(int nodes, long seed) {
        MapsConfig maps = MapsConfig.usual().withRetention(NO_SITES).withDurability(Durability.ASYNC);
        return SimulatedCluster.of(
                nodes,
                seed,
                ClusterNodeConfig.lan().withMaps(NodeMapsConfig.usual().withState(maps)));
    }

    private static void put(Cluster node, String value) {
        for (int i = 0; i < KEYS; i++) node.map("config").put("key" + i, value.getBytes(UTF_8));
    }

    private static void delete(Cluster node) {
        for (int i = 0; i < KEYS; i++) node.map("config").delete("key" + i);
    }

    /** Values and deletes that are remembered. */
    private static long entries(Cluster node) {
        return node.maps().counts().entries();
    }

    private static int values(Cluster node) {
        return node.map("config").entries("").size();
    }

    private static boolean agree(SimulatedCluster cluster) {
        return cluster.running().stream()
                        .mapToLong(node -> node.maps().digest(MapRule.ALL))
                        .distinct()
                        .count()
                == 1;
    }

    private static boolean allHold(SimulatedCluster cluster, int entries) {
        return cluster.running().stream().allMatch(node -> entries(node) == entries);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_delete_is_forgotten_when_all_have_acknowledged_it(long seed) {
        SimulatedCluster cluster = cluster(5, seed);
        put(cluster.node(0), "v");
        cluster.advance(Duration.ofSeconds(30));
        delete(cluster.node(1));
        cluster.advance(Duration.ofSeconds(5));
        assertThat(allHold(cluster, KEYS)).isTrue(); // deletes, that is
        Duration took = cluster.await(() -> allHold(cluster, 0), SOON);
        assertThat(took).isGreaterThan(NO_SITES.settled().minusSeconds(5));
        assertThat(agree(cluster)).isTrue();
        cluster.advance(SOON);
        assertThat(allHold(cluster, 0)).isTrue();
    }

    @Test
    void while_writes_go_on_deletes_are_forgotten_too() {
        SimulatedCluster cluster = cluster(5, 1);
        put(cluster.node(0), "v");
        cluster.advance(Duration.ofSeconds(30));
        delete(cluster.node(1));
        for (int i = 0; i < 6_000; i++) {
            cluster.node(i % 5).map("other").put("key" + i % 100, ("v" + i).getBytes(UTF_8));
            cluster.advance(Duration.ofMillis(50));
        }
        cluster.advance(Duration.ofSeconds(1));
        assertThat(allHold(cluster, 100)).isTrue();
    }

    @Test
    void while_one_is_away_all_remember() {
        SimulatedCluster cluster = cluster(4, 1);
        put(cluster.node(0), "v");
        cluster.advance(Duration.ofSeconds(30));
        cluster.crashHost(3);
        cluster.advance(Duration.ofMinutes(1));
        delete(cluster.node(0));
        cluster.advance(ACTIVE.minusMinutes(10));
        assertThat(allHold(cluster, KEYS)).isTrue();
        cluster.restart(2); // who remembers may restart meanwhile
        cluster.advance(Duration.ofMinutes(1));
        cluster.restart(3);
        cluster.await(() -> allHold(cluster, 0), SOON);
        assertThat(returned(cluster)).isZero();
    }

    private static long returned(SimulatedCluster cluster) {
        return cluster.running().stream()
                .mapToLong(node -> node.maps().counts().returned())
                .sum();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void who_is_away_for_longer_than_all_remember_brings_nothing_back(boolean othersRestart) {
        SimulatedCluster cluster = cluster(4, 1);
        put(cluster.node(0), "v");
        cluster.advance(Duration.ofMinutes(2));
        cluster.crashHost(3);
        cluster.advance(Duration.ofMinutes(1));
        delete(cluster.node(0));
        cluster.node(1).map("config").put("key0", "new".getBytes(UTF_8));
        cluster.advance(ACTIVE.plusMinutes(10));
        assertThat(entries(cluster.node(0))).isEqualTo(1);
        if (othersRestart) for (int i = 0; i < 3; i++) cluster.restart(i);
        cluster.restart(3);
        assertThat(values(cluster.node(3))).isEqualTo(KEYS);
        cluster.await(() -> cluster.running().stream().allMatch(node -> values(node) == 1) && agree(cluster), SOON);
        assertThat(returned(cluster)).isPositive();
        cluster.advance(ACTIVE.plusMinutes(10));
        for (Cluster node : cluster.running()) assertThat(values(node)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void two_halves_apart_for_longer_than_that_keep_what_each_wrote_and_lose_what_each_deleted(long seed) {
        SimulatedCluster cluster = cluster(6, seed);
        List<Cluster> nodes = IntStream.range(0, 6).mapToObj(cluster::node).toList();
        put(nodes.get(0), "v");
        cluster.advance(Duration.ofMinutes(3));
        cluster.cut(0, 1, 2);
        cluster.advance(Duration.ofMinutes(1));
        for (int i = 0; i < 5; i++) nodes.get(1).map("config").delete("key" + i);
        for (int i = 5; i < KEYS; i++) nodes.get(4).map("config").delete("key" + i);
        nodes.get(2).map("config").put("left", "v".getBytes(UTF_8));
        cluster.restart(5);
        cluster.advance(Duration.ofMinutes(1));
        cluster.node(5).map("config").put("right", "v".getBytes(UTF_8));
        cluster.advance(ACTIVE.plusMinutes(10));
        assertThat(entries(cluster.node(0))).isEqualTo(6);
        assertThat(entries(cluster.node(5))).isEqualTo(6);
        cluster.heal();
        cluster.await(() -> agree(cluster), SOON);
        cluster.advance(SOON);
        for (Cluster node : cluster.running())
            assertThat(node.map("config").entries("").keySet().stream().toList())
                    .containsExactly("left", "right");
    }
}
