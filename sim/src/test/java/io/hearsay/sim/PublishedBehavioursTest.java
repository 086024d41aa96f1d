package io.hearsay.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.SharedMap;
import io.hearsay.cluster.SiblingMap;
import io.hearsay.cluster.Siblings;
import io.hearsay.membership.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The ten behaviours by which plumtree, the Erlang library that spreads a replicated map, is tested: seven of its
 * cluster, three of its metadata. The names are theirs.
 */
class PublishedBehavioursTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration HEALED = Duration.ofMinutes(2);

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static List<String> names(Cluster node) {
        return node.members().stream().map(Member::name).toList();
    }

    private static SiblingMap metadata(Cluster node) {
        return node.maps().siblings("metadata");
    }

    private static List<String> values(Cluster node, String key) {
        List<byte[]> values = metadata(node).get(key).map(Siblings::values).orElse(List.of());
        return values.stream().map(value -> new String(value, UTF_8)).sorted().toList();
    }

    @Test
    void singleton() {
        Cluster only = SimulatedCluster.of(1).node(0);
        assertThat(names(only)).containsExactly("n0");
        assertThat(only.joined().toCompletableFuture()).isCompleted();
    }

    @Test
    void join() {
        SimulatedCluster cluster = SimulatedCluster.of(1);
        cluster.add();
        cluster.assertOneView(SOON);
        for (Cluster node : cluster.running()) assertThat(names(node)).containsExactly("n0", "n1");
    }

    /** Nobody is there: nothing fails, and it is called again until somebody is. */
    @Test
    void join_nobody() {
        SimulatedCluster cluster = SimulatedCluster.of(1);
        cluster.node(0).join(List.of(Addresses.usual(1)));
        cluster.advance(Duration.ofMinutes(1));
        assertThat(names(cluster.node(0))).containsExactly("n0");
        cluster.add();
        cluster.assertOneView(SOON);
    }

    @Test
    void join_self() {
        SimulatedCluster cluster = SimulatedCluster.of(1);
        cluster.node(0).join(List.of(Addresses.usual(0)));
        cluster.advance(Duration.ofMinutes(1));
        assertThat(names(cluster.node(0))).containsExactly("n0");
    }

    @Test
    void leave() {
        SimulatedCluster cluster = SimulatedCluster.of(3);
        cluster.node(1).leave().toCompletableFuture().join();
        cluster.crash(1);
        cluster.assertRemoved(1, SOON);
        assertThat(names(cluster.node(0))).containsExactly("n0", "n2");
        assertThat(names(cluster.node(2))).containsExactly("n0", "n2");
    }

    @Test
    void leave_rejoin() {
        SimulatedCluster cluster = SimulatedCluster.of(3);
        cluster.node(1).leave().toCompletableFuture().join();
        cluster.crash(1);
        cluster.assertRemoved(1, SOON);
        cluster.restart(1);
        cluster.assertOneView(SOON);
        for (Cluster node : cluster.running()) assertThat(names(node)).containsExactly("n0", "n1", "n2");
    }

    /** Who is down is a member all the same, and who restarts knows where it belongs. */
    @Test
    void sticky_membership() {
        SimulatedCluster cluster = SimulatedCluster.of(3);
        cluster.crash(1);
        cluster.advance(HEALED);
        assertThat(names(cluster.node(0))).contains("n1");
        for (int i = 0; i < 3; i++) cluster.crash(i);
        for (int i = 0; i < 3; i++) cluster.restart(i);
        cluster.assertOneView(HEALED);
        for (Cluster node : cluster.running()) assertThat(names(node)).containsExactly("n0", "n1", "n2");
    }

    @Test
    void read_write_delete() {
        SimulatedCluster cluster = SimulatedCluster.of(3);
        SharedMap here = cluster.node(0).map("metadata");
        SharedMap there = cluster.node(2).map("metadata");
        assertThat(here.get("key")).isEmpty();
        here.put("key", bytes("value")).toCompletableFuture().join();
        assertThat(here.get("key")).hasValue(bytes("value"));
        cluster.await(() -> there.get("key").isPresent(), SOON);
        there.delete("key").toCompletableFuture().join();
        assertThat(there.get("key")).isEmpty();
        cluster.await(() -> here.get("key").isEmpty(), SOON);
    }

    @Test
    void partitioned_cluster() {
        SimulatedCluster cluster = SimulatedCluster.of(4);
        cluster.node(0).map("metadata").put("key", bytes("before"));
        cluster.advance(SOON);
        cluster.cut(0, 1);
        cluster.advance(Duration.ofMinutes(1));
        cluster.node(0).map("metadata").put("key", bytes("during"));
        cluster.advance(SOON);
        assertThat(cluster.node(1).map("metadata").get("key")).hasValue(bytes("during"));
        assertThat(cluster.node(2).map("metadata").get("key")).hasValue(bytes("before"));
        cluster.heal();
        cluster.await(
                () -> cluster.running().stream()
                        .allMatch(node -> node.map("metadata")
                                .get("key")
                                .map(String::new)
                                .orElse("")
                                .equals("during")),
                HEALED);
    }

    @Test
    void siblings() {
        SimulatedCluster cluster = SimulatedCluster.of(4);
        metadata(cluster.node(0)).put("key", bytes("before"));
        cluster.advance(SOON);
        cluster.cut(0, 1);
        metadata(cluster.node(0)).put("key", bytes("left"));
        metadata(cluster.node(3)).put("key", bytes("right"));
        cluster.advance(Duration.ofMinutes(1));
        cluster.heal();
        cluster.await(
                () -> cluster.running().stream()
                        .allMatch(node -> values(node, "key").equals(List.of("left", "right"))),
                HEALED);

        List<Integer> seen = new ArrayList<>();
        metadata(cluster.node(2)).resolve("key", values -> {
            seen.add(values.size());
            return bytes("resolved");
        });
        cluster.await(
                () -> cluster.running().stream()
                        .allMatch(node -> values(node, "key").equals(List.of("resolved"))),
                SOON);
        assertThat(seen).containsExactly(2);
        assertThatThrownBy(() -> cluster.node(0).map("metadata")).hasMessageContaining("siblings");
    }
}
