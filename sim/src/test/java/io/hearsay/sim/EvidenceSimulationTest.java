package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Address;
import io.hearsay.Event;
import io.hearsay.membership.Evidence;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberState;
import io.hearsay.stack.ClusterNodeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Watch links and what is made of them: quick where a process is gone, silent where it only seems so. */
class EvidenceSimulationTest {
    private static final ClusterNodeConfig LAN = ClusterNodeConfig.lan();

    private World world = new World(WorldConfig.objects(1));
    private final List<Told> told = new ArrayList<>();

    private record Told(SimNode by, Event event, long atNanos) {}

    private List<SimNode> cluster(int n, long seed) {
        world = new World(WorldConfig.objects(seed));
        List<SimNode> nodes = Clusters.chain(world, LAN, n);
        assertThat(Clusters.agreeWithin(world, Duration.ofSeconds(60))).isTrue();
        world.run(Duration.ofSeconds(12));
        world.onEvent((node, event) -> told.add(new Told(node, event, world.nowNanos())));
        return nodes;
    }

    private List<MemberEvent.Died> deaths() {
        return told.stream()
                .map(Told::event)
                .filter(MemberEvent.Died.class::isInstance)
                .map(MemberEvent.Died.class::cast)
                .toList();
    }

    private boolean allKnowDead(List<SimNode> nodes, SimNode victim) {
        for (SimNode node : nodes)
            if (node != victim && Clusters.state(node, victim).isLive()) return false;
        return true;
    }

    @ParameterizedTest
    @CsvSource({"3, 200", "10, 250", "100, 600"})
    void all_know_of_a_killed_process(int n, int millis) {
        for (int seed = 1; seed <= 5; seed++) {
            List<SimNode> nodes = cluster(n, seed);
            nodes.get(n / 2).crash();

            assertThat(world.runUntil(() -> allKnowDead(nodes, nodes.get(n / 2)), Duration.ofMillis(millis)))
                    .isTrue();
            assertThat(deaths()).allMatch(death -> death.why().evidence() == Evidence.PORT_REFUSED);
            told.clear();
        }
    }

    @Test
    void one_witness_is_not_enough() {
        List<SimNode> nodes = cluster(2, 1);
        nodes.get(1).crash();
        world.run(Duration.ofSeconds(2));
        assertThat(deaths()).isEmpty();
        world.run(Duration.ofSeconds(20));
        assertThat(Clusters.state(nodes.get(0), nodes.get(1))).isEqualTo(MemberState.DEAD);
    }

    @Test
    void a_listener_that_is_bound_again_is_not_dead() {
        List<SimNode> nodes = cluster(10, 1);
        for (SimNode node : nodes) {
            node.rebind(Duration.ofMillis(200));
            world.run(Duration.ofSeconds(10));
        }
        assertThat(deaths()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_firewall_that_rejects_tcp_only_kills_nobody(boolean bothWays) {
        List<SimNode> nodes = cluster(10, 2);
        SimNode walled = nodes.get(4);
        for (SimNode node : nodes)
            if (node != walled) {
                world.network().path(node, walled).rejectStreams();
                if (bothWays) world.network().path(walled, node).rejectStreams();
            }
        world.run(Duration.ofMinutes(3));
        assertThat(deaths()).isEmpty();
    }

    @Test
    void a_firewall_between_two_that_rejects_everything_one_way_kills_nobody() {
        List<SimNode> nodes = cluster(10, 3);
        for (int i = 1; i < 5; i++)
            world.network().path(nodes.get(i), nodes.get(0)).reject();
        world.run(Duration.ofMinutes(3));
        assertThat(deaths()).isEmpty();
    }

    @Test
    void a_member_that_moves_while_another_host_takes_its_address_is_not_dead() {
        List<SimNode> nodes = cluster(10, 4);
        SimNode mover = nodes.get(3);
        Address old = mover.address();
        Address now = Address.parse("10.8.8.8:7940");
        mover.moveTo(now);
        mover.execute(() -> Clusters.of(mover).addresses(List.of(now)));
        Clusters.node(world, "other", LAN).moveTo(old).start();
        world.run(Duration.ofMinutes(2));
        assertThat(deaths()).isEmpty();
    }

    @Test
    void a_restart_within_ten_milliseconds_is_a_death_and_then_a_new_life() {
        List<SimNode> nodes = cluster(10, 5);
        SimNode restarted = nodes.get(6);
        restarted.crash();
        world.run(Duration.ofMillis(10));
        restarted.start();
        Clusters.join(restarted, nodes.subList(0, 3));
        world.run(Duration.ofSeconds(5));
        for (SimNode node : nodes) {
            if (node == restarted) continue;
            List<Class<?>> about = new ArrayList<>();
            for (Told each : told) {
                if (each.by() != node) continue;
                if (each.event() instanceof MemberEvent.Died || each.event() instanceof MemberEvent.Joined)
                    about.add(each.event().getClass());
            }
            assertThat(about).containsExactly(MemberEvent.Died.class, MemberEvent.Joined.class);
        }
    }

    @Test
    void a_pause_breaks_no_link() {
        List<SimNode> nodes = cluster(10, 6);
        nodes.get(2).pauseFor(Duration.ofSeconds(3));
        world.run(Duration.ofSeconds(30));
        assertThat(deaths()).isEmpty();
    }
}
