package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Address;
import io.hearsay.membership.MemberState;
import io.hearsay.stack.ClusterNodeConfig;
import java.time.Duration;
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
}
