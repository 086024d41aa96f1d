package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.antientropy.scuttlebutt.StateChanged;
import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.State;
import io.hearsay.cluster.StateFilter;
import io.hearsay.cluster.Subscription;
import io.hearsay.membership.MemberState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What members say of themselves, among whole nodes on virtual time. */
class StateSimulationTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final SimulatedCluster cluster = SimulatedCluster.of(8);

    private static void put(SimulatedCluster in, int node, String key, String value) {
        in.await(in.node(node).state().put(key, value), SOON);
    }

    private static boolean allSee(SimulatedCluster in, String member, String key, Optional<String> value) {
        return in.running().stream()
                .allMatch(node -> node.state().get(member, key).equals(value));
    }

    @Test
    void what_one_says_of_itself_all_know_soon() {
        put(cluster, 0, "load", "0.7");
        cluster.await(() -> allSee(cluster, "n0", "load", Optional.of("0.7")), SOON);
        put(cluster, 0, "load", "0.8");
        cluster.await(() -> allSee(cluster, "n0", "load", Optional.of("0.8")), SOON);
        cluster.await(cluster.node(0).state().delete("load"), SOON);
        cluster.await(() -> allSee(cluster, "n0", "load", Optional.empty()), SOON);
        assertThat(cluster.node(0).state().get("load")).isEmpty();
    }

    @Test
    void a_cluster_in_which_nobody_says_a_thing_runs_no_rounds() {
        cluster.advance(SOON);
        for (Cluster node : cluster.running())
            assertThat(node.state().stats().digests()).isZero();
    }

    @Test
    void a_value_with_a_time_goes_everywhere() {
        cluster.await(cluster.node(1).state().put("job", "running", Duration.ofSeconds(6)), SOON);
        cluster.await(() -> allSee(cluster, "n1", "job", Optional.of("running")), SOON);
        cluster.await(() -> allSee(cluster, "n1", "job", Optional.empty()), Duration.ofSeconds(10));
    }

    @Test
    void loss_and_a_split_only_delay_it() {
        SimulatedCluster.forSeeds(8, LongStream.rangeClosed(1, 5), lossy -> {
            lossy.loss(0.2);
            lossy.cut(0, 1, 2);
            put(lossy, 0, "side", "small");
            put(lossy, 5, "side", "large");
            lossy.advance(Duration.ofSeconds(10));
            assertThat(lossy.node(6).state().get("n0", "side")).isEmpty();
            lossy.heal();
            lossy.await(
                    () -> allSee(lossy, "n0", "side", Optional.of("small"))
                            && allSee(lossy, "n5", "side", Optional.of("large")),
                    Duration.ofSeconds(90));
        });
    }

    @Test
    void the_dead_keep_what_they_said_and_a_new_life_begins_anew_whatever_its_clock() {
        put(cluster, 3, "load", "of the first life");
        put(cluster, 3, "rack", "7");
        cluster.await(() -> allSee(cluster, "n3", "rack", Optional.of("7")), SOON);
        cluster.crash(3);
        cluster.assertState(3, MemberState.DEAD, Duration.ofSeconds(10));
        assertThat(cluster.node(0).state().get("n3", "rack")).contains("7");
        cluster.world().nodes().get(3).clockError(Duration.ofDays(-400));
        cluster.restart(3);
        put(cluster, 3, "load", "of the second life");
        cluster.await(() -> allSee(cluster, "n3", "load", Optional.of("of the second life")), Duration.ofSeconds(20));
        assertThat(allSee(cluster, "n3", "rack", Optional.empty())).isTrue();
    }

    @Test
    void who_leaves_takes_along_what_it_said() {
        put(cluster, 4, "load", "1");
        cluster.await(() -> allSee(cluster, "n4", "load", Optional.of("1")), SOON);
        cluster.await(cluster.node(4).leave(), Duration.ofSeconds(10));
        cluster.node(4).close();
        cluster.assertRemoved(4, Duration.ofSeconds(10));
        cluster.await(
                () -> cluster.running().stream()
                        .noneMatch(node -> node.state().of("n4").isPresent()),
                SOON);
    }

    @Test
    void a_watch_hears_what_is_there_and_the_last_of_what_comes() {
        put(cluster, 1, "disk/a", "10");
        cluster.await(() -> cluster.node(0).state().get("n1", "disk/a").isPresent(), SOON);
        Map<String, String> heard = new TreeMap<>();
        Subscription watch = cluster.node(0).state().watch(StateFilter.prefix("disk/"), change -> take(heard, change));
        put(cluster, 2, "disk/b", "20");
        put(cluster, 2, "load", "0.7");
        for (int i = 0; i < 50; i++) put(cluster, 1, "disk/a", "1" + i);
        cluster.await(() -> heard.equals(Map.of("n1 disk/a", "149", "n2 disk/b", "20")), SOON);
        cluster.await(cluster.node(1).state().delete("disk/a"), SOON);
        cluster.await(() -> heard.equals(Map.of("n2 disk/b", "20")), SOON);
        assertThat(watch.missed()).isZero();
        watch.close();
        put(cluster, 2, "disk/b", "21");
        cluster.await(() -> cluster.node(0).state().get("n2", "disk/b").equals(Optional.of("21")), SOON);
        assertThat(heard).containsEntry("n2 disk/b", "20");
    }

    private static void take(Map<String, String> heard, StateChanged change) {
        String key = change.owner().name() + " " + change.key();
        String value = change.value();
        if (value == null) heard.remove(key);
        else heard.put(key, value);
    }

    @Test
    void a_watch_of_one_key_of_one_member_hears_no_other() {
        List<String> heard = new ArrayList<>();
        cluster.node(0)
                .state()
                .watch(
                        StateFilter.key("load").of("n2"),
                        change -> heard.add(change.owner().name() + " " + change.key()));
        put(cluster, 2, "load", "1");
        put(cluster, 2, "load2", "1");
        put(cluster, 3, "load", "1");
        cluster.await(() -> allSee(cluster, "n3", "load", Optional.of("1")), SOON);
        cluster.await(() -> allSee(cluster, "n2", "load2", Optional.of("1")), SOON);
        assertThat(heard).containsExactly("n2 load");
    }

    @Test
    void what_is_no_key_or_value_is_refused_at_the_call_and_too_much_by_the_stage() {
        State state = cluster.node(0).state();
        assertThatThrownBy(() -> state.put("", "v")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> state.put("k", "x".repeat(769)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 768 bytes");
        assertThatThrownBy(() -> state.put("k", "v", Duration.ZERO)).hasMessageContaining("ttl must be");
        for (int i = 0; i < 1_024; i++) put(cluster, 0, "key" + i, "v");
        assertThatThrownBy(() -> put(cluster, 0, "one more", "v"))
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasStackTraceContaining("at most 1024 keys");
    }
}
