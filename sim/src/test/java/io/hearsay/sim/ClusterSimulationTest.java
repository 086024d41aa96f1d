package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Address;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberState;
import io.hearsay.stack.ClusterNodeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterSimulationTest {
    private static final ClusterNodeConfig LAN = ClusterNodeConfig.lan();

    private final World world = new World(WorldConfig.objects(1));

    @Test
    void ten_that_know_one_other_each_become_one_cluster() {
        Clusters.chain(world, LAN, 10);
        assertThat(Clusters.agreeWithin(world, Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void the_hundredth_is_known_to_all_in_half_a_second() {
        List<SimNode> nodes = Clusters.chain(world, LAN, 99);
        assertThat(Clusters.agreeWithin(world, Duration.ofSeconds(30))).isTrue();
        world.run(Duration.ofSeconds(10));
        SimNode last = Clusters.node(world, "last", LAN).start();
        Clusters.join(last, List.of(nodes.get(5)));
        assertThat(Clusters.agreeWithin(world, Duration.ofMillis(500))).isTrue();
    }

    @Test
    void one_that_says_goodbye_left_and_did_not_die() {
        List<SimNode> nodes = Clusters.chain(world, LAN, 10);
        Clusters.agreeWithin(world, Duration.ofSeconds(10));
        SimNode leaver = nodes.get(3);
        leaver.execute(() -> Clusters.of(leaver).leave());
        world.run(Duration.ofSeconds(1));
        leaver.crash();
        world.run(Duration.ofSeconds(20));
        for (SimNode node : nodes)
            if (node != leaver)
                assertThat(Clusters.of(node).why("n3")).noneMatch(verdict -> verdict.to() == MemberState.DEAD);
        assertThat(Clusters.agree(nodes)).isTrue();
    }

    @Test
    void one_that_restarts_is_back_at_once_also_elsewhere() {
        List<SimNode> nodes = Clusters.chain(world, LAN, 10);
        Clusters.agreeWithin(world, Duration.ofSeconds(10));
        SimNode restarted = nodes.get(4);
        restarted.crash();
        restarted.moveTo(Address.parse("10.9.9.9:7941")).start();
        Clusters.join(restarted, nodes.subList(0, 1));
        assertThat(Clusters.agreeWithin(world, Duration.ofSeconds(3))).isTrue();
    }

    @Test
    void the_forgotten_does_not_come_back() {
        List<SimNode> nodes = Clusters.chain(world, LAN, 10);
        Clusters.agreeWithin(world, Duration.ofSeconds(10));
        SimNode gone = nodes.get(7);
        gone.crashHost();
        world.run(Duration.ofSeconds(20));
        assertThat(Clusters.state(nodes.get(2), gone)).isEqualTo(MemberState.DEAD);
        nodes.get(0).execute(() -> Clusters.of(nodes.get(0)).forget("n7"));
        world.run(Duration.ofMinutes(2));
        for (SimNode node : nodes)
            if (node != gone) assertThat(Clusters.state(node, gone)).isEqualTo(MemberState.FORGOTTEN);
    }

    @Test
    void a_split_of_three_minutes_heals_within_30_seconds() {
        List<SimNode> nodes = Clusters.chain(world, LAN, 10);
        Clusters.agreeWithin(world, Duration.ofSeconds(10));
        world.run(Duration.ofSeconds(10));
        world.network().partition(List.of(nodes.subList(0, 5), nodes.subList(5, 10)));
        world.run(Duration.ofMinutes(3));
        for (SimNode node : nodes) assertThat(Clusters.alive(node)).isEqualTo(5);
        world.network().unite();
        assertThat(Clusters.agreeWithin(world, Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void a_killed_process_is_dead_to_all_in_a_fraction_of_a_second() {
        List<SimNode> nodes = Clusters.chain(world, LAN, 100);
        Clusters.agreeWithin(world, Duration.ofSeconds(30));
        world.run(Duration.ofMinutes(4)); // until the ring of links stands
        SimNode victim = nodes.get(50);
        victim.crash();
        assertThat(world.runUntil(
                        () -> nodes.stream()
                                .filter(SimNode::isUp)
                                .allMatch(node -> Clusters.state(node, victim) == MemberState.DEAD),
                        Duration.ofMillis(700)))
                .isTrue();
    }

    @Test
    void one_cut_off_says_so_and_the_others_change_one_verdict() {
        List<SimNode> nodes = Clusters.chain(world, LAN, 10);
        Clusters.agreeWithin(world, Duration.ofSeconds(10));
        world.run(Duration.ofSeconds(20));
        List<String> said = new ArrayList<>();
        world.onEvent((node, event) -> {
            if (event instanceof MemberEvent.Partition) said.add(node.name() + ": " + event);
            if (event instanceof MemberEvent.Died died) {
                said.add(node.name() + " dead " + died.member().name());
            }
        });
        world.network().partition(List.of(nodes.subList(0, 1)));
        world.run(Duration.ofMinutes(1));
        assertThat(said).contains("n0: partition: I see 1 of 10; probably it is me");
        for (int i = 1; i < 10; i++) {
            String observer = "n" + i;
            assertThat(said).filteredOn(line -> line.startsWith(observer)).containsExactly(observer + " dead n0");
        }
        world.network().unite();
        assertThat(Clusters.agreeWithin(world, Duration.ofSeconds(30))).isTrue();
        for (int i = 1; i < 10; i++) {
            String observer = "n" + i;
            assertThat(said).filteredOn(line -> line.startsWith(observer)).hasSize(1);
        }
    }

    @Test
    void many_restarted_at_once_are_one_cluster_again() {
        List<SimNode> nodes = Clusters.chain(world, LAN, 50);
        Clusters.agreeWithin(world, Duration.ofSeconds(30));
        world.run(Duration.ofSeconds(20));
        for (int i = 0; i < 50; i += 3) {
            SimNode node = nodes.get(i);
            node.crash();
            if (i % 2 == 0) node.wipeDisk();
            node.clockError(Duration.ofDays(i % 4 == 0 ? 365 : -365)).start();
            Clusters.join(node, nodes.subList(1, 3));
        }
        assertThat(Clusters.agreeWithin(world, Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void restarts_without_seeds_find_the_cluster_from_their_past() {
        List<SimNode> nodes = Clusters.chain(world, LAN, 5);
        Clusters.agreeWithin(world, Duration.ofSeconds(10));
        world.run(Duration.ofSeconds(30));
        SimNode moved = nodes.get(2);
        moved.crash();
        moved.moveTo(Address.parse("10.8.8.8:7940")).start();
        Clusters.join(moved, List.of());
        assertThat(Clusters.agreeWithin(world, Duration.ofSeconds(30))).isTrue();
    }
}
