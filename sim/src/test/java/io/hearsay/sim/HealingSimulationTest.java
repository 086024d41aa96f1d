package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Address;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberEvent.Partition;
import io.hearsay.membership.MemberState;
import io.hearsay.stack.ClusterNodeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Splits, islands and mass restarts end in one cluster, with no command given. */
class HealingSimulationTest {
    private static final ClusterNodeConfig LAN = ClusterNodeConfig.lan();

    private World world = new World(WorldConfig.objects(1));
    private final Map<SimNode, List<MemberEvent>> told = new LinkedHashMap<>();

    private List<SimNode> cluster(int n, long seed) {
        world = new World(WorldConfig.objects(seed));
        List<SimNode> nodes = Clusters.chain(world, LAN, n);
        assertThat(Clusters.agreeWithin(world, Duration.ofSeconds(60))).isTrue();
        world.run(Duration.ofSeconds(12));
        listen();
        return nodes;
    }

    private void listen() {
        told.clear();
        world.onEvent((node, event) -> {
            if (event instanceof MemberEvent member)
                told.computeIfAbsent(node, any -> new ArrayList<>()).add(member);
        });
    }

    private <E extends MemberEvent> List<E> told(SimNode node, Class<E> kind) {
        return told.getOrDefault(node, List.of()).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"2, 60", "3, 60", "10, 10", "10, 180", "10, 86400", "40, 180"})
    void a_split_heals_by_itself(int n, long seconds) {
        for (int seed = 1; seed <= 3; seed++) {
            List<SimNode> nodes = cluster(n, seed);
            world.network().partition(List.of(nodes.subList(0, n / 2)));
            world.run(Duration.ofSeconds(seconds));
            world.network().heal();

            assertThat(Clusters.agreeWithin(world, Duration.ofSeconds(30))).isTrue();
        }
    }

    @Test
    void a_split_is_announced_and_so_is_its_end() {
        List<SimNode> nodes = cluster(10, 1);
        world.network().partition(List.of(nodes.subList(0, 3)));
        world.run(Duration.ofMinutes(1));
        for (int i = 0; i < 10; i++)
            assertThat(told(nodes.get(i), Partition.class))
                    .as("n" + i)
                    .containsExactly(i < 3 ? new Partition(3, 10, true) : new Partition(7, 10, false));
        world.network().heal();
        world.run(Duration.ofMinutes(1));
        for (SimNode node : nodes)
            assertThat(told(node, MemberEvent.ViewsMerged.class)).isNotEmpty();
    }

    @Test
    void one_that_is_cut_off_knows_it_and_the_others_change_one_verdict() {
        List<SimNode> nodes = cluster(10, 2);
        SimNode lone = nodes.get(4);
        world.network().partition(List.of(List.of(lone)));
        world.run(Duration.ofSeconds(12));
        assertThat(told(lone, Partition.class)).containsExactly(new Partition(1, 10, true));
        world.run(Duration.ofSeconds(48));
        assertThat(told(lone, Partition.class)).hasSize(1);
        for (SimNode node : nodes)
            if (node != lone) assertThat(told(node, MemberEvent.Died.class)).hasSize(1);
        world.network().heal();
        assertThat(Clusters.agreeWithin(world, Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void who_was_forgotten_during_a_split_does_not_return() {
        List<SimNode> nodes = cluster(10, 3);
        SimNode gone = nodes.get(9);
        gone.crashHost();
        world.run(Duration.ofSeconds(30));
        world.network().partition(List.of(nodes.subList(0, 5)));
        world.run(Duration.ofSeconds(30));
        nodes.get(0).execute(() -> Clusters.of(nodes.get(0)).forget("n9"));
        world.run(Duration.ofMinutes(3));
        world.network().heal();
        world.run(Duration.ofMinutes(1));
        for (SimNode node : nodes.subList(0, 9))
            assertThat(Clusters.state(node, gone)).isEqualTo(MemberState.FORGOTTEN);
        assertThat(Clusters.agree(nodes)).isTrue();
    }

    @Test
    void two_that_cannot_reach_each_other_die_to_nobody() {
        List<SimNode> nodes = cluster(10, 4);
        world.network().path(nodes.get(1), nodes.get(2)).cut();
        world.network().path(nodes.get(2), nodes.get(1)).cut();
        world.run(Duration.ofMinutes(10));
        for (SimNode node : nodes)
            assertThat(told(node, MemberEvent.Died.class)).isEmpty();
    }

    @Test
    void seeds_that_turn_up_late_make_one_cluster() {
        List<SimNode> nodes = new ArrayList<>();
        for (int i = 0; i < 10; i++)
            nodes.add(Clusters.node(world, "n" + i, LAN).start());
        nodes.forEach(node -> Clusters.join(node, List.of()));
        world.run(Duration.ofSeconds(10));
        List<Address> seeds = nodes.stream().map(SimNode::address).toList();
        nodes.forEach(node -> node.execute(() -> Clusters.of(node).seeds(seeds)));
        assertThat(Clusters.agreeWithin(world, Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void a_restarted_one_finds_its_cluster_by_its_past_alone() {
        List<SimNode> nodes = cluster(5, 6);
        SimNode restarted = nodes.get(4);
        restarted.crash();
        world.run(Duration.ofSeconds(20));
        restarted.moveTo(Address.parse("10.8.8.8:7940")).start();
        Clusters.join(restarted, List.of());
        assertThat(Clusters.agreeWithin(world, Duration.ofSeconds(3))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0.3, true", "0.3, false", "1.0, true", "1.0, false"})
    void many_restart_within_a_second(double share, boolean withDisk) {
        List<SimNode> nodes = cluster(100, 7);
        int count = (int) (share * nodes.size());
        for (int i = 0; i < count; i++) {
            SimNode node = nodes.get(nodes.size() - 1 - i);
            Duration error = Duration.ofDays(i % 2 == 0 ? 365 : -365);
            world.after(Duration.ofMillis(1_000L * i / count), () -> {
                node.crash();
                if (!withDisk) node.wipeDisk();
                node.clockError(error).start();
                Clusters.join(node, nodes.subList(0, 3));
            });
        }
        world.run(Duration.ofSeconds(1));

        assertThat(Clusters.agreeWithin(world, Duration.ofSeconds(30))).isTrue();
    }
}
