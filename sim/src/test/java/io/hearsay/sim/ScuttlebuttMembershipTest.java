package io.hearsay.sim;

import static io.hearsay.sim.Expectations.believed;
import static io.hearsay.sim.Expectations.noFalseDeaths;
import static io.hearsay.sim.Expectations.oneView;
import static io.hearsay.sim.Expectations.removed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.Address;
import io.hearsay.NodeId;
import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.StateFilter;
import io.hearsay.dissemination.topic.Delivery;
import io.hearsay.membership.Evidence;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberEvent.IdentityConflict;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.MemberState;
import io.hearsay.membership.Verdict;
import io.hearsay.membership.phi.PhiConfig;
import io.hearsay.membership.sync.SyncEvent;
import io.hearsay.stack.ClusterNode;
import io.hearsay.stack.ClusterNodeConfig;
import io.hearsay.stack.Node;
import io.hearsay.stack.PartialNodeConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Full nodes that keep their view by heartbeats alone, the Cassandra way. */
class ScuttlebuttMembershipTest {
    private static final ClusterNodeConfig CONFIG = ClusterNodeConfig.lan().withHeartbeats(PhiConfig.cassandra());
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration FOUND = Duration.ofSeconds(30); // 18.4 means, more where the made-up one still weighs

    private static SimulatedCluster of(int nodes, long seed) {
        return SimulatedCluster.of(nodes, seed, CONFIG);
    }

    private static Scenario scenario(String name) {
        return Scenario.named(name).withConfig(CONFIG).at(Duration.ofSeconds(8), oneView(SOON));
    }

    private static void tell(Scenario scenario) {
        for (long seed = 1; seed <= 3; seed++)
            assertThat(scenario.run(seed).violations()).isEmpty();
    }

    private static Duration s(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    // Scenarios, with the invariants watching.

    @Test
    void a_crash_is_found_and_a_start_again_is_seen_at_once() {
        tell(scenario("crash")
                .at(s(60), Faults.crashHost(Nodes.number(4)))
                .at(s(60), believed(Nodes.number(4), MemberState.DEAD, FOUND))
                .at(s(100), Faults.start(Nodes.number(4)))
                .at(s(100), oneView(SOON))
                .lasting(s(120)));
    }

    @Test
    void a_restart_is_seen_at_once_although_nobody_had_missed_it() {
        tell(scenario("restart")
                .at(s(20), Faults.restart(Nodes.numbered(2, 5), Faults.Comeback.SAME))
                .at(s(20), oneView(SOON))
                .at(s(30), noFalseDeaths(s(60)))
                .lasting(s(100)));
    }

    @Test
    void the_sides_of_a_split_give_each_other_up_and_find_each_other_again() {
        Nodes side = Nodes.numbered(1, 4);
        tell(scenario("split")
                .at(s(30), Faults.partition(List.of(side, Nodes.numbered(5, 10))))
                .at(s(90), Faults.heal())
                .at(s(90), oneView(SOON))
                .at(s(96), noFalseDeaths(s(60)))
                .lasting(s(160)));
    }

    @Test
    void a_pause_that_is_shorter_than_the_threshold_kills_nobody() {
        tell(scenario("pause")
                .at(s(30), noFalseDeaths(s(80)))
                .at(s(40), Faults.pause(Nodes.number(3), s(12)))
                .at(s(70), Faults.pause(Nodes.number(1), s(12)))
                .lasting(s(120)));
    }

    @Test
    void one_that_slept_for_long_is_given_up_and_back_soon_and_gives_up_nobody_itself() {
        List<MemberEvent> told = new ArrayList<>();
        SimulatedCluster cluster = of(8, 4);
        cluster.node(3).onMember(told::add);
        cluster.pause(3, s(60));
        cluster.assertState(3, MemberState.DEAD, FOUND);
        cluster.advance(s(40));
        cluster.assertOneView(SOON);
        cluster.advance(s(60));
        assertThat(told).isEmpty();
    }

    @Test
    void nobody_dies_of_a_fifth_of_loss() {
        tell(scenario("loss")
                .at(s(20), Faults.loss(0.2))
                .at(s(20), noFalseDeaths(s(130)))
                .lasting(s(150)));
    }

    @Test
    void who_leaves_is_removed_and_stays_so_also_for_those_who_were_away() {
        Nodes away = Nodes.numbered(8, 10);
        tell(scenario("leave")
                .at(s(20), Faults.partition(List.of(away, Nodes.numbered(1, 7))))
                .at(s(22), Expectations.leave(Nodes.number(5)))
                .at(s(80), Faults.heal())
                .at(s(80), oneView(SOON))
                .at(s(86), removed(Nodes.number(5), s(1)))
                .lasting(s(150)));
    }

    @Test
    void who_is_forgotten_hears_of_it_and_stops() {
        tell(scenario("forget")
                .at(s(20), Expectations.forget(Nodes.number(5), Nodes.number(1)))
                .at(s(20), removed(Nodes.number(5), SOON))
                .at(s(26), oneView(s(1)))
                .lasting(s(60)));
    }

    @Test
    void the_same_seed_gives_the_same_trace() {
        Scenario scenario = scenario("same").at(s(20), Faults.restart(Nodes.number(2), Faults.Comeback.SAME));
        assertThat(scenario.run(7)).isEqualTo(scenario.run(7));
    }

    // Verdicts.

    @Test
    void a_verdict_says_phi_when_it_was_heard_last_and_the_threshold() {
        SimulatedCluster cluster = of(8, 1);
        cluster.advance(Duration.ofMinutes(2));
        cluster.crash(3);
        assertThat(cluster.assertState(3, MemberState.DEAD, FOUND)).isBetween(s(16), s(23));
        List<Verdict> why = cluster.node(0).why("n3");
        Verdict last = why.get(why.size() - 1);
        assertThat(last.to()).isEqualTo(MemberState.DEAD);
        assertThat(last.evidence()).isEqualTo(Evidence.SILENT);
        assertThat(last.accusers()).containsExactly("n0");
        assertThat(last.detail())
                .matches("phi 8\\.\\d\\d is above 8\\.0; last heard [12]\\d\\.\\d s ago, after heartbeats"
                        + " every [01]\\.\\d\\d s in the mean of \\d+");
    }

    @Test
    void one_that_died_before_is_not_taken_for_alive_by_who_comes_after() {
        SimulatedCluster cluster = of(8, 5);
        cluster.crash(3);
        cluster.advance(SOON);
        Cluster late = cluster.add();
        cluster.advance(s(5));
        assertThat(late.member("n3")).isEmpty();
        assertThat(late.members()).hasSize(8);
        cluster.advance(s(60));
        assertThat(late.member("n3").orElseThrow().state()).isEqualTo(MemberState.DEAD);
    }

    @Test
    void nobody_asks_another_whether_it_lives() {
        SimulatedCluster cluster = of(8, 6);
        assertThat(cluster.node(0).member("n1").orElseThrow().rttNanos()).isEmpty();
        assertThat(cluster.node(0).state().stats().digests()).isPositive();
    }

    @Test
    void phi_of_the_silent_rises_and_of_others_stays_low() {
        SimulatedCluster cluster = of(5, 14);
        cluster.advance(s(60));
        cluster.crash(3);
        cluster.advance(s(10));
        assertThat(cluster.node(0).phi()).containsOnlyKeys("n1", "n2", "n3", "n4");
        assertThat(cluster.node(0).phi().get("n3")).isBetween(3.0, 5.0);
        assertThat(cluster.node(0).phi().get("n1")).isLessThan(2);
        assertThat(cluster.node(0).stats().highestPhi())
                .isEqualTo(cluster.node(0).phi().get("n3"));
        assertThat(SimulatedCluster.of(2).node(0).phi()).isEmpty();
    }

    // Lives of one name.

    @Test
    void a_restart_without_a_disk_and_with_a_clock_in_the_past_is_refused_and_overtakes_its_past_self() {
        SimulatedCluster cluster = of(8, 7);
        cluster.crash(3);
        SimNode node = cluster.world().nodes().get(3);
        node.wipeDisk().clockError(Duration.ofDays(-3_650));
        Cluster again = cluster.restart(3);
        cluster.assertOneView(s(15));
        assertThat(again.self().id().epoch())
                .isGreaterThan(cluster.node(0).self().id().epoch());
        long refused = cluster.running().stream()
                .mapToLong(each -> each.state().stats().refused())
                .sum();
        assertThat(refused).isPositive();
    }

    @Test
    void an_absurd_epoch_is_refused_and_counted() {
        SimulatedCluster cluster = of(8, 8);
        cluster.crash(3);
        cluster.world().nodes().get(3).clockError(Duration.ofDays(365L * 200));
        cluster.restart(3);
        cluster.advance(s(10));
        assertThat(cluster.node(0).state().stats().refused()).isPositive();
        assertThat(cluster.node(0).member("n3").orElseThrow().id().epoch()).isLessThan(1L << 32);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void of_twins_the_earlier_life_yields(int later) {
        World world = new World(WorldConfig.objects(9));
        List<IdentityConflict> conflicts = new ArrayList<>();
        world.onEvent((node, event) -> {
            if (event instanceof IdentityConflict conflict) conflicts.add(conflict);
            FullNodes.obey(node, event);
        });
        List<SimNode> nodes = Clusters.chain(world, CONFIG, 5);
        world.run(s(10));
        SimNode twin = world.node("twin", life -> {
            NodeId id = new NodeId("n3", Clusters.of(nodes.get(3)).self().id().epoch() + later, life.instance());
            MemberRecord self = MemberRecord.of(id, 0, life.node().addresses(), new TreeMap<>(), 1, 1);
            return new ClusterNode(CONFIG, life.environment(), life.keys(), self, life.restored());
        });
        twin.start();
        Clusters.join(twin, nodes.subList(0, 1));
        world.run(Duration.ofMinutes(1));
        assertThat(conflicts).extracting(IdentityConflict::iYield).containsExactlyInAnyOrder(true, false);
        assertThat(twin.isUp()).isEqualTo(later > 0);
        assertThat(FullNodes.isOneView(world)).isTrue();
    }

    // What else a node does.

    @Test
    void tags_reach_everybody() {
        SimulatedCluster cluster = of(5, 10);
        cluster.await(cluster.node(2).updateTags(Map.of("role", "db")), SOON);
        cluster.await(
                () -> cluster.running().stream()
                        .allMatch(each -> "db"
                                .equals(each.member("n2").orElseThrow().tags().get("role"))),
                SOON);
    }

    @Test
    void a_record_that_no_entry_holds_is_refused_at_the_call() {
        World world = new World(FullNodes.frames(1));
        SimNode node = Clusters.node(world, "n".repeat(64), CONFIG).start();
        SortedMap<String, String> large = new TreeMap<>(Map.of("a", "x".repeat(500)));
        assertThatThrownBy(() -> Clusters.of(node).tags(large)).hasMessageContaining("576 bytes");
        assertThat(Clusters.of(node).self().tags()).isEmpty();
    }

    @Test
    void events_maps_queries_and_states_work() {
        SimulatedCluster cluster = of(5, 11);
        List<String> heard = new ArrayList<>();
        cluster.node(4)
                .topic("news", Delivery.EVENTUAL)
                .subscribe(message -> heard.add(new String(message.payload(), StandardCharsets.UTF_8)));
        cluster.await(cluster.node(0).topic("news").publish("hello".getBytes(StandardCharsets.UTF_8)), SOON);
        cluster.await(cluster.node(0).map("config").put("limit", new byte[] {7}), SOON);
        cluster.await(cluster.node(1).state().put("load", "0.7"), SOON);
        cluster.node(3).onAsk((from, payload) -> payload);
        byte[] echo = cluster.await(cluster.node(0).ask("n3", new byte[] {9}, s(2)), SOON);
        cluster.advance(SOON);
        assertThat(heard).containsExactly("hello");
        assertThat(cluster.node(2).map("config").get("limit")).hasValue(new byte[] {7});
        assertThat(cluster.node(2).state().get("n1", "load")).hasValue("0.7");
        assertThat(echo).containsExactly(9);
    }

    @Test
    void states_hide_what_nodes_say_for_themselves() {
        SimulatedCluster cluster = of(3, 12);
        List<String> changed = new ArrayList<>();
        cluster.node(0).state().watch(StateFilter.prefix(""), change -> changed.add(change.key()));
        cluster.advance(SOON);
        assertThat(changed).isEmpty();
        assertThat(cluster.node(0).state().all())
                .hasSize(3)
                .allMatch(state -> state.entries().isEmpty());
        CompletionStage<Void> put = cluster.node(0).state().put("hearsay.record", "x");
        assertThatThrownBy(() -> cluster.await(put, SOON)).hasMessageContaining("hearsay.");
    }

    // Strangers.

    private static List<String> misfits(World world) {
        List<String> told = new ArrayList<>();
        world.onEvent((node, event) -> {
            if (event instanceof SyncEvent.Misfit misfit) told.add(node.name() + ": " + misfit.text());
            if (event instanceof SyncEvent.JoinRefused refused) told.add(node.name() + ": " + refused.text());
        });
        return told;
    }

    private static Program program(String kind, List<Address> seeds) {
        return switch (kind) {
            case "partial" -> new PartialNodes(PartialNodeConfig.lan(), node -> seeds);
            case "full" -> new FullNodes(ClusterNodeConfig.lan(), node -> seeds);
            default -> new FullNodes(CONFIG, node -> seeds);
        };
    }

    @ParameterizedTest
    @CsvSource({"full, scuttlebutt", "partial, scuttlebutt", "scuttlebutt, full", "scuttlebutt, partial"})
    void a_node_of_another_membership_does_not_come_in_and_both_are_told(String first, String second) {
        World world = new World(FullNodes.frames(13));
        List<String> told = misfits(world);
        SimNode one = world.node("one", program(first, List.of()));
        SimNode other = world.node("other", program(second, List.of(one.address())));
        one.start();
        other.start();
        world.run(s(10));
        assertThat(told)
                .anyMatch(line -> line.startsWith("one: "))
                .anyMatch(line -> line.startsWith("other: ") && line.contains(first));
        assertThat(other.protocol(Node.class).isJoined()).isFalse();
        assertThat(one.protocol(Node.class).members()).hasSize(1);
    }
}
