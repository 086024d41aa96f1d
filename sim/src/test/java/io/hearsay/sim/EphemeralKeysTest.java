package io.hearsay.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.SharedMap;
import io.hearsay.data.Retention;
import io.hearsay.data.map.MapsConfig;
import io.hearsay.data.map.MapsConfig.Durability;
import io.hearsay.membership.MemberState;
import io.hearsay.stack.ClusterNodeConfig;
import io.hearsay.stack.NodeMapsConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that last for as long as the life of who wrote them, on whole nodes. */
class EphemeralKeysTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HEALED = Duration.ofMinutes(2);
    private static final String KEY = "web/n0";

    private static SharedMap services(Cluster node) {
        return node.map("services");
    }

    private static void register(Cluster node, String key, String value) {
        assertThat(services(node).putEphemeral(key, value.getBytes(UTF_8)))
                .as(key)
                .isNotNull();
    }

    private static String value(Cluster node, String key) {
        return services(node).get(key).map(value -> new String(value, UTF_8)).orElse("nothing");
    }

    private static boolean agree(SimulatedCluster cluster) {
        return cluster.running().stream()
                        .map(node -> node.maps().digest())
                        .distinct()
                        .count()
                == 1;
    }

    private static void awaitValue(SimulatedCluster cluster, String key, String expected) {
        cluster.await(
                () -> cluster.running().stream()
                        .allMatch(node -> value(node, key).equals(expected)),
                HEALED);
    }

    private static List<String> heard(Cluster node) {
        List<String> heard = new ArrayList<>();
        services(node)
                .watch(
                        "web/",
                        change -> heard.add(change.key() + " "
                                + change.value()
                                        .map(value -> new String(value, UTF_8))
                                        .orElse("nothing")),
                        missed -> {});
        return heard;
    }

    private static ClusterNodeConfig with(MapsConfig state) {
        return ClusterNodeConfig.lan().withMaps(NodeMapsConfig.usual().withState(state));
    }

    @Test
    void what_a_dead_member_owns_is_hidden_and_comes_to_its_end_when_it_restarts() {
        SimulatedCluster cluster = SimulatedCluster.of(4);
        List<String> heard = heard(cluster.node(2));
        register(cluster.node(0), KEY, "up");
        awaitValue(cluster, KEY, "up");
        assertThat(services(cluster.node(3)).owner(KEY)).hasValue("n0");
        cluster.crash(0);
        awaitValue(cluster, KEY, "nothing");
        assertThat(cluster.node(2).member("n0").orElseThrow().state()).isEqualTo(MemberState.DEAD);
        assertThat(services(cluster.node(2)).entries("")).isEmpty();
        assertThat(services(cluster.node(2)).owner(KEY)).isEmpty();
        assertThat(heard).containsExactly(KEY + " up", KEY + " nothing");
        assertThat(agree(cluster)).isTrue();
        cluster.restart(0);
        cluster.assertOneView(HEALED);
        cluster.advance(MINUTE);
        assertThat(value(cluster.node(1), KEY)).isEqualTo("nothing");
        assertThat(agree(cluster)).isTrue();
        register(cluster.node(0), KEY, "up again");
        awaitValue(cluster, KEY, "up again");
        assertThat(heard.get(heard.size() - 1)).isEqualTo(KEY + " up again");
    }

    @Test
    void what_a_member_owned_goes_with_it_when_it_leaves() {
        SimulatedCluster cluster = SimulatedCluster.of(4);
        register(cluster.node(0), KEY, "up");
        awaitValue(cluster, KEY, "up");
        cluster.node(0).leave();
        cluster.assertRemoved(0, HEALED);
        cluster.crash(0);
        awaitValue(cluster, KEY, "nothing");
        cluster.advance(MINUTE);
        assertThat(agree(cluster)).isTrue();
        register(cluster.node(1), KEY, "taken over");
        awaitValue(cluster, KEY, "taken over");
    }

    @Test
    void what_a_forgotten_member_owned_is_gone() {
        SimulatedCluster cluster = SimulatedCluster.of(4);
        register(cluster.node(0), KEY, "up");
        awaitValue(cluster, KEY, "up");
        cluster.crashHost(0);
        cluster.assertState(0, MemberState.DEAD, HEALED);
        cluster.node(1).forget("n0");
        cluster.assertRemoved(0, HEALED);
        cluster.advance(SOON);
        assertThat(cluster.running()).allMatch(node -> value(node, KEY).equals("nothing"));
        assertThat(agree(cluster)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void each_side_of_a_split_reads_what_its_own_members_own_and_all_come_back(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(6, seed);
        for (int i = 0; i < 6; i++) register(cluster.node(i), "web/n" + i, "up");
        for (int i = 0; i < 6; i++) awaitValue(cluster, "web/n" + i, "up");
        List<String> heard = heard(cluster.node(0));
        cluster.cut(0, 1, 2);
        cluster.advance(MINUTE);
        assertThat(services(cluster.node(0)).entries("web/").keySet()).containsExactly("web/n0", "web/n1", "web/n2");
        assertThat(services(cluster.node(4)).entries("web/").keySet()).containsExactly("web/n3", "web/n4", "web/n5");
        assertThat(agree(cluster)).isTrue();
        assertThat(heard).containsExactlyInAnyOrder("web/n3 nothing", "web/n4 nothing", "web/n5 nothing");
        heard.clear();
        cluster.heal();
        for (int i = 0; i < 6; i++) awaitValue(cluster, "web/n" + i, "up");
        assertThat(heard).containsExactlyInAnyOrder("web/n3 up", "web/n4 up", "web/n5 up");
        assertThat(agree(cluster)).isTrue();
    }

    @Test
    void the_last_write_of_somebody_else_takes_a_key_over() {
        SimulatedCluster cluster = SimulatedCluster.of(3);
        register(cluster.node(0), KEY, "mine");
        awaitValue(cluster, KEY, "mine");
        register(cluster.node(1), KEY, "yours");
        awaitValue(cluster, KEY, "yours");
        register(cluster.node(0), "web/other", "mine");
        awaitValue(cluster, "web/other", "mine");
        services(cluster.node(2)).put("web/other", "stays".getBytes(UTF_8));
        awaitValue(cluster, "web/other", "stays");
        cluster.crash(0);
        cluster.assertState(0, MemberState.DEAD, HEALED);
        cluster.restart(0);
        cluster.assertOneView(HEALED);
        awaitValue(cluster, KEY, "yours");
        awaitValue(cluster, "web/other", "stays");
    }

    @Test
    void who_joins_later_reads_what_live_members_own_and_not_what_the_dead_do() {
        SimulatedCluster cluster = SimulatedCluster.of(3);
        for (int i = 0; i < 3; i++) register(cluster.node(i), "web/n" + i, "up");
        cluster.advance(SOON);
        cluster.crash(1);
        cluster.assertState(1, MemberState.DEAD, HEALED);
        Cluster late = cluster.add();
        cluster.await(() -> services(late).entries("").size() == 2, HEALED);
        cluster.await(() -> agree(cluster), HEALED);
        cluster.advance(MINUTE);
        assertThat(services(late).entries("").keySet()).containsExactly("web/n0", "web/n2");
    }

    @Test
    void what_was_stored_is_not_read_when_all_have_restarted() {
        SimulatedCluster cluster =
                SimulatedCluster.of(3, 1, with(MapsConfig.usual().withDurability(Durability.SYNC)));
        for (int i = 0; i < 3; i++) register(cluster.node(i), "web/n" + i, "up");
        services(cluster.node(0)).put("stays", "v".getBytes(UTF_8));
        cluster.advance(SOON);
        for (int i = 0; i < 3; i++) cluster.crashHost(i);
        for (int i = 0; i < 3; i++) cluster.restart(i);
        for (Cluster node : cluster.running())
            assertThat(services(node).entries("").keySet()).containsExactly("stays");
        cluster.assertOneView(HEALED);
        cluster.await(() -> agree(cluster), HEALED);
        for (Cluster node : cluster.running())
            assertThat(services(node).entries("").keySet()).containsExactly("stays");
    }

    @Test
    void certificates_of_what_was_owned_are_dropped_like_any_others() {
        Retention brief = new Retention(Duration.ofMinutes(2), Duration.ofDays(1), 2);
        SimulatedCluster cluster =
                SimulatedCluster.of(3, 1, with(MapsConfig.usual().withRetention(brief)));
        register(cluster.node(0), KEY, "up");
        awaitValue(cluster, KEY, "up");
        cluster.restart(0);
        cluster.advance(MINUTE);
        assertThat(cluster.node(1).maps().counts().entries()).isEqualTo(1);
        cluster.advance(HEALED);
        assertThat(cluster.running())
                .allMatch(node -> node.maps().counts().entries() == 0)
                .allMatch(node -> node.maps().digest() == 0);
    }

    /** Others take its earlier life, whose epoch is higher, for the later one until it has taken a higher one yet. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void what_a_member_registers_at_once_after_it_lost_its_disk_and_its_clock_went_back_stays(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(3, seed);
        cluster.advance(MINUTE);
        cluster.crash(0);
        cluster.world().nodes().get(0).wipeDisk().clockError(Duration.ofDays(-1));
        cluster.restart(0);
        cluster.await(
                () -> {
                    register(cluster.node(0), KEY, "up");
                    return !value(cluster.node(1), KEY).equals("nothing")
                            || cluster.node(1).maps().counts().entries() > 0;
                },
                HEALED);
        cluster.assertOneView(HEALED);
        awaitValue(cluster, KEY, "up");
        cluster.advance(MINUTE);
        awaitValue(cluster, KEY, "up");
        assertThat(agree(cluster)).isTrue();
    }

    /** Whoever runs reads exactly what those own who run, and all hold the same, whatever happened before. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void in_the_end_all_read_exactly_what_those_own_who_run(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Durability durability = random.nextBoolean() ? Durability.SYNC : Durability.NONE;
        SimulatedCluster cluster =
                SimulatedCluster.of(5, seed, with(MapsConfig.usual().withDurability(durability)));
        List<String> registered = new ArrayList<>();
        for (int i = 0; i < 5; i++) registered.add("");
        for (int step = 0; step < 20; step++) {
            int i = random.nextInt(5);
            switch (random.nextInt(6)) {
                case 0 -> {
                    cluster.restart(i);
                    registered.set(i, "");
                }
                case 1 -> {
                    if (random.nextBoolean()) cluster.crash(i);
                    else cluster.crashHost(i);
                    registered.set(i, "");
                }
                case 2 -> cluster.cut(i, (i + 1) % 5);
                case 3 -> cluster.heal();
                default -> {
                    if (!cluster.world().nodes().get(i).isUp()) break;
                    registered.set(i, "step " + step);
                    register(cluster.node(i), "web/n" + i, "step " + step);
                }
            }
            cluster.advance(Duration.ofMillis(random.nextInt(1, 20_000)));
        }
        cluster.heal();
        for (int i = 0; i < 5; i++) if (!cluster.world().nodes().get(i).isUp()) cluster.restart(i);
        cluster.assertOneView(HEALED);
        cluster.await(() -> agree(cluster), HEALED);
        cluster.advance(MINUTE);
        for (int i = 0; i < 5; i++)
            awaitValue(cluster, "web/n" + i, registered.get(i).isEmpty() ? "nothing" : registered.get(i));
        assertThat(agree(cluster)).isTrue();
    }
}
