package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberState;
import io.hearsay.membership.keys.KeyEvent.KeyReport;
import io.hearsay.membership.keys.KeyRing;
import io.hearsay.membership.keys.MemberKeys;
import io.hearsay.stack.ClusterNode;
import io.hearsay.stack.ClusterNodeConfig;
import io.hearsay.stack.NodeKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster's key is changed while it runs, whatever happens meanwhile, and nobody is locked out. */
class KeySimulationTest {
    private static final byte[] OLD = new byte[KeyRing.KEY_BYTES];
    private static final byte[] NEW = newKey();
    private static final String OLD_PRINT = KeyRing.fingerprint(KeyRing.number(OLD));
    private static final String NEW_PRINT = KeyRing.fingerprint(KeyRing.number(NEW));
    private static final Duration SOON = Duration.ofSeconds(10);

    private World world = world(1);
    private final List<KeyReport> reports = new ArrayList<>();
    private final List<MemberEvent.Died> deaths = new ArrayList<>();

    private static byte[] newKey() {
        byte[] key = new byte[KeyRing.KEY_BYTES];
        key[0] = 2;
        return key;
    }

    private static World world(long seed) {
        return new World(WorldConfig.frames(
                seed, StackSetup.sealed(ClusterNode.codec()).withKeys(() -> KeyRing.of(List.of(OLD)))));
    }

    private List<SimNode> cluster(int n, long seed) {
        world = world(seed);
        List<SimNode> nodes = Clusters.chain(world, ClusterNodeConfig.lan(), n);
        assertThat(Clusters.agreeWithin(world, Duration.ofSeconds(60))).isTrue();
        world.run(Duration.ofSeconds(5));
        reports.clear();
        deaths.clear();
        world.onEvent((node, event) -> {
            if (event instanceof KeyReport report) reports.add(report);
            if (event instanceof MemberEvent.Died died) deaths.add(died);
        });
        return nodes;
    }

    private static void order(SimNode at, Consumer<NodeKeys> order) {
        at.execute(() -> order.accept(Clusters.of(at).keys()));
    }

    private static void install(SimNode at) {
        order(at, keys -> {
            long unused = keys.install(NEW);
        });
    }

    private static void use(SimNode at) {
        order(at, keys -> {
            long unused = keys.use(NEW_PRINT);
        });
    }

    private static void remove(SimNode at) {
        order(at, keys -> {
            long unused = keys.remove(OLD_PRINT, false);
        });
    }

    private static String refusal(SimNode at, Consumer<NodeKeys> order) {
        String[] text = {""};
        order(at, keys -> {
            try {
                order.accept(keys);
            } catch (IllegalStateException refused) {
                text[0] = refused.getMessage();
            }
        });
        return text[0];
    }

    /** Whether all who run hold just these keys, and all of them say so of all of them. */
    private boolean allHold(String... prints) {
        return world.nodes().stream()
                .filter(SimNode::isUp)
                .allMatch(node -> Clusters.of(node).keys().members().stream()
                        .filter(member -> member.state().isLive())
                        .map(MemberKeys::fingerprints)
                        .allMatch(List.of(prints)::equals));
    }

    private void holdSoon(String... prints) {
        assertThat(world.runUntil(() -> allHold(prints), SOON))
                .as("all hold " + List.of(prints))
                .isTrue();
    }

    private static boolean agree(Collection<SimNode> nodes) {
        return Clusters.agree(nodes);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void install_use_remove_brings_all_to_the_new_key_and_nobody_is_missed(long seed) {
        List<SimNode> nodes = cluster(10, seed);
        world.network().loss(0.1);
        install(nodes.get(3));
        holdSoon(OLD_PRINT, NEW_PRINT);
        use(nodes.get(7));
        holdSoon(NEW_PRINT, OLD_PRINT);
        remove(nodes.get(1));
        holdSoon(NEW_PRINT);
        world.run(Duration.ofSeconds(30));
        assertThat(deaths).isEmpty();
        assertThat(agree(nodes)).isTrue();
        assertThat(reports).hasSize(3).allSatisfy(report -> {
            assertThat(report.confirmedBy()).hasSize(10);
            assertThat(report.awaited()).isEmpty();
        });
    }

    @Test
    void a_side_that_was_split_off_before_the_new_key_was_installed_catches_up() {
        List<SimNode> nodes = cluster(10, 4);
        world.network().partition(List.of(nodes.subList(0, 5)));
        world.run(Duration.ofSeconds(30));
        install(nodes.get(0));
        world.run(Duration.ofSeconds(10));
        use(nodes.get(1));
        world.run(Duration.ofSeconds(10));
        assertThat(refusal(nodes.get(2), keys -> {
                    long unused = keys.remove(OLD_PRINT, false);
                }))
                .contains("n5, n6, n7, n8, n9 has not confirmed key " + NEW_PRINT);
        world.network().heal();
        assertThat(Clusters.agreeWithin(world, Duration.ofSeconds(60))).isTrue();
        holdSoon(NEW_PRINT, OLD_PRINT);
        remove(nodes.get(9));
        holdSoon(NEW_PRINT);
        assertThat(agree(nodes)).isTrue();
    }

    @Test
    void orders_given_on_both_sides_of_a_split_come_to_one_end() {
        List<SimNode> nodes = cluster(6, 5);
        world.network().partition(List.of(nodes.subList(0, 3)));
        world.run(Duration.ofSeconds(30));
        byte[] third = NEW.clone();
        third[1] = 3;
        install(nodes.get(0));
        order(nodes.get(5), keys -> {
            long unused = keys.install(third);
        });
        world.run(Duration.ofSeconds(10));
        use(nodes.get(0));
        order(nodes.get(5), keys -> {
            long unused = keys.use(KeyRing.fingerprint(KeyRing.number(third)));
        });
        world.run(Duration.ofSeconds(10));
        world.network().heal();
        assertThat(Clusters.agreeWithin(world, Duration.ofMinutes(2))).isTrue();
        assertThat(world.runUntil(
                        () -> nodes.stream()
                                        .map(node -> Clusters.of(node)
                                                .keys()
                                                .members()
                                                .get(0)
                                                .fingerprints()
                                                .get(0))
                                        .distinct()
                                        .count()
                                == 1,
                        SOON))
                .isTrue();
    }

    @Test
    void a_dead_member_bars_the_removal_and_comes_back_with_the_key_it_had() {
        List<SimNode> nodes = cluster(5, 6);
        nodes.get(4).crash();
        assertThat(world.runUntil(
                        () -> Clusters.state(nodes.get(0), nodes.get(4)) == MemberState.DEAD, Duration.ofSeconds(30)))
                .isTrue();
        install(nodes.get(0));
        world.run(SOON);
        use(nodes.get(0));
        world.run(SOON);
        assertThat(refusal(nodes.get(0), keys -> {
                    long unused = keys.remove(OLD_PRINT, false);
                }))
                .contains("n4 has not confirmed");
        nodes.get(4).start();
        Clusters.join(nodes.get(4), List.of(nodes.get(2)));
        assertThat(Clusters.agreeWithin(world, Duration.ofSeconds(30))).isTrue();
        holdSoon(NEW_PRINT, OLD_PRINT);
        remove(nodes.get(0));
        holdSoon(NEW_PRINT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 20})
    void an_order_outlives_the_member_at_which_it_was_given(int afterMillis) {
        List<SimNode> nodes = cluster(8, 7 + afterMillis);
        install(nodes.get(0));
        world.run(Duration.ofMillis(afterMillis));
        nodes.get(0).crash();
        world.run(SOON);
        nodes.get(0).start();
        Clusters.join(nodes.get(0), List.of(nodes.get(1)));
        assertThat(Clusters.agreeWithin(world, Duration.ofSeconds(30))).isTrue();
        install(nodes.get(0)); // given again, it goes on where it was
        holdSoon(OLD_PRINT, NEW_PRINT);
        use(nodes.get(0));
        holdSoon(NEW_PRINT, OLD_PRINT);
    }

    @Test
    void a_newcomer_with_the_old_key_file_is_let_in_until_that_key_is_removed() {
        List<SimNode> nodes = cluster(5, 8);
        install(nodes.get(0));
        holdSoon(OLD_PRINT, NEW_PRINT);
        use(nodes.get(0));
        holdSoon(NEW_PRINT, OLD_PRINT);
        SimNode newcomer = Clusters.node(world, "n5", ClusterNodeConfig.lan()).start();
        Clusters.join(newcomer, List.of(nodes.get(3)));
        assertThat(Clusters.agreeWithin(world, Duration.ofSeconds(30))).isTrue();
        holdSoon(NEW_PRINT, OLD_PRINT);
        remove(nodes.get(2));
        holdSoon(NEW_PRINT);
        SimNode tooLate = Clusters.node(world, "n6", ClusterNodeConfig.lan()).start();
        Clusters.join(tooLate, List.of(nodes.get(3)));
        world.run(Duration.ofSeconds(30));
        assertThat(Clusters.alive(tooLate)).isEqualTo(1);
        assertThat(Clusters.alive(nodes.get(0))).isEqualTo(6);
    }

    @Test
    void all_restart_with_the_old_key_file_and_find_each_other_by_what_they_have_stored() {
        List<SimNode> nodes = cluster(5, 9);
        install(nodes.get(0));
        holdSoon(OLD_PRINT, NEW_PRINT);
        use(nodes.get(0));
        holdSoon(NEW_PRINT, OLD_PRINT);
        remove(nodes.get(0));
        holdSoon(NEW_PRINT);
        for (SimNode node : nodes) node.crash();
        for (SimNode node : nodes) node.start();
        for (SimNode node : nodes) Clusters.join(node, List.of(nodes.get(0)));
        assertThat(Clusters.agreeWithin(world, Duration.ofSeconds(30))).isTrue();
        assertThat(allHold(NEW_PRINT)).isTrue();
    }

    @Test
    void a_member_whose_disk_fails_confirms_nothing() {
        List<SimNode> nodes = cluster(4, 10);
        nodes.get(3).diskFails(true);
        install(nodes.get(0));
        world.run(SOON);
        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.awaited()).containsExactly("n3"));
        assertThat(refusal(nodes.get(0), keys -> {
                    long unused = keys.use(NEW_PRINT);
                }))
                .contains("n3 has not confirmed");
        nodes.get(3).diskFails(false);
        holdSoon(OLD_PRINT, NEW_PRINT);
    }
}
