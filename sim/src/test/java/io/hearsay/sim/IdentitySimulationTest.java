package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Event;
import io.hearsay.NodeId;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberEvent.IdentityConflict;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.sync.Refusal;
import io.hearsay.membership.sync.SyncEvent;
import io.hearsay.stack.ClusterNode;
import io.hearsay.stack.ClusterNodeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One name, several processes: in the end one holds it, and no live one loses it to a mistake. */
class IdentitySimulationTest {
    private static final ClusterNodeConfig LAN = ClusterNodeConfig.lan();

    private World world = new World(WorldConfig.objects(1));
    private final Map<SimNode, List<Event>> told = new LinkedHashMap<>();

    private List<SimNode> cluster(int n, long seed) {
        world = new World(WorldConfig.objects(seed));
        List<SimNode> nodes = Clusters.chain(world, LAN, n);
        assertThat(Clusters.agreeWithin(world, Duration.ofSeconds(60))).isTrue();
        world.run(Duration.ofSeconds(12));
        listen();
        return nodes;
    }

    private void listen() {
        world.onEvent((node, event) -> {
            told.computeIfAbsent(node, any -> new ArrayList<>()).add(event);
            if (event instanceof IdentityConflict conflict && conflict.iYield())
                world.after(Duration.ZERO, node::crash);
        });
    }

    private <E extends Event> List<E> told(SimNode node, Class<E> kind) {
        return told.getOrDefault(node, List.of()).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** Another host's process under a name of our choice. */
    private SimNode namesake(String host, String name, long epoch) {
        return world.node(host, life -> {
            NodeId id = new NodeId(name, epoch, life.instance());
            MemberRecord self = MemberRecord.of(id, 0, life.node().addresses(), new TreeMap<>(), 1, 1);
            return new ClusterNode(LAN, life.environment(), life.keys(), self, life.restored());
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_800_000_000L, 2_000_000_000L})
    void a_name_that_is_held_is_refused_and_its_holder_notices_nothing(long epoch) {
        List<SimNode> nodes = cluster(10, 1);
        SimNode twin = namesake("twin", "n4", epoch).start();
        Clusters.join(twin, nodes.subList(0, 1));
        world.run(Duration.ofSeconds(20));
        assertThat(Clusters.of(twin).isJoined()).isFalse();
        assertThat(told(twin, SyncEvent.JoinRefused.class))
                .isNotEmpty()
                .allMatch(refused -> refused.reason() == Refusal.HELD)
                .allMatch(refused -> refused.text().startsWith("name n4 is held by 10.0.0.5:7940, alive "));
        for (SimNode node : nodes) assertThat(told(node, MemberEvent.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void twins_that_meet_both_say_so_and_one_of_them_yields(int seed) {
        List<SimNode> nodes = cluster(5, seed);
        SimNode twin = namesake("twin", "n3", 1_800_000_000L + seed - 3).start();
        SimNode other = Clusters.node(world, "other", LAN).start();
        Clusters.join(twin, List.of());
        Clusters.join(other, List.of(twin));
        world.run(Duration.ofSeconds(5));
        other.execute(() -> Clusters.of(other).seeds(List.of(nodes.get(0).address())));
        world.run(Duration.ofMinutes(1));
        List<IdentityConflict> conflicts = new ArrayList<>(told(twin, IdentityConflict.class));
        conflicts.addAll(told(nodes.get(3), IdentityConflict.class));
        assertThat(conflicts).hasSize(2).filteredOn(IdentityConflict::iYield).hasSize(1);
        assertThat(twin.isUp()).isNotEqualTo(nodes.get(3).isUp());
        assertThat(world.runUntil(() -> Clusters.agree(world.nodes()), Duration.ofSeconds(60)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_restart_without_a_disk_and_with_a_clock_in_the_past_overtakes_its_past_self(boolean hostDied) {
        List<SimNode> nodes = cluster(10, 3);
        SimNode restarted = nodes.get(6);
        if (hostDied) restarted.crashHost();
        else restarted.crash();
        restarted.wipeDisk().clockError(Duration.ofDays(-3_650)).start();
        Clusters.join(restarted, nodes.subList(0, 2));
        assertThat(Clusters.agreeWithin(world, Duration.ofSeconds(3))).isTrue();
    }

    @Test
    void an_island_that_holds_a_past_self_of_another_one_is_overtaken() {
        List<SimNode> nodes = cluster(6, 4);
        world.network().partition(List.of(nodes.subList(0, 3)));
        SimNode moved = nodes.get(5);
        moved.crash();
        moved.wipeDisk().clockError(Duration.ofDays(-100));
        world.network().partition(List.of(List.of(nodes.get(0), nodes.get(1), nodes.get(2), moved)));
        moved.start();
        Clusters.join(moved, nodes.subList(0, 1));
        world.run(Duration.ofMinutes(1));
        world.network().heal();
        assertThat(Clusters.agreeWithin(world, Duration.ofSeconds(30))).isTrue();
        for (SimNode node : nodes)
            assertThat(told(node, IdentityConflict.class)).isEmpty();
    }

    @Test
    void an_absurd_epoch_is_refused() {
        List<SimNode> nodes = cluster(3, 5);
        SimNode absurd = namesake("absurd", "n9", 1L << 40).start();
        Clusters.join(absurd, nodes);
        world.run(Duration.ofSeconds(10));
        assertThat(Clusters.of(absurd).isJoined()).isFalse();
        assertThat(Clusters.of(nodes.get(0)).members()).hasSize(3);
    }
}
