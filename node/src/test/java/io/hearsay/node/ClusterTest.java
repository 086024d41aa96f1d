package io.hearsay.node;

import static io.hearsay.node.Eventually.eventually;
import static io.hearsay.node.Eventually.freePort;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.Ending;
import io.hearsay.cluster.RefusedException;
import io.hearsay.cluster.Subscription;
import io.hearsay.cluster.TopicMessage;
import io.hearsay.dissemination.rumor.CensusTaken;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberState;
import io.hearsay.membership.sync.SyncEvent;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clusters of real nodes on loopback. */
class ClusterTest {
    private static final byte[] KEY = new byte[32];
    private static final int PATIENCE_SECONDS = 60;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) opened.get(i).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:0", "[::1]:0"})
    void three_nodes_with_a_key_agree(String bind) {
        List<Cluster> nodes = three(bind);
        for (Cluster node : nodes)
            assertThat(node.members()).extracting(Member::name).containsExactly("a", "b", "c");
        eventually(
                () -> nodes.get(0).stats().viewDigest() == nodes.get(2).stats().viewDigest(),
                () -> nodes.get(0).members() + " " + nodes.get(2).members());
    }

    @Test
    void a_node_closed_without_goodbye_is_dead_on_the_others_and_why_names_accusers() {
        List<Cluster> nodes = three("127.0.0.1:0");
        nodes.get(2).close();
        for (Cluster other : nodes.subList(0, 2)) {
            awaitState(other, "c", MemberState.DEAD);
            assertThat(other.why("c"))
                    .last()
                    .satisfies(verdict -> assertThat(verdict.to()).isEqualTo(MemberState.DEAD))
                    .satisfies(verdict -> assertThat(verdict.accusers()).isNotEmpty());
        }
    }

    @Test
    void a_node_that_leaves_has_left_and_is_not_dead() throws Exception {
        List<Cluster> nodes = three("127.0.0.1:0");
        List<MemberEvent> heard = new CopyOnWriteArrayList<>();
        nodes.get(0).onMember(heard::add);
        SyncEvent.LeaveReport report =
                nodes.get(2).leave().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(report.isComplete()).isTrue();
        nodes.get(2).close();
        eventually(() -> nodes.get(0).members().size() == 2, () -> nodes.get(0).members());
        eventually(() -> heard.stream().anyMatch(MemberEvent.Left.class::isInstance), () -> heard);
        assertThat(heard)
                .noneMatch(event -> event instanceof MemberEvent.Died died
                        && died.member().name().equals("c"));
    }

    @Test
    void a_listener_finds_in_the_members_what_it_has_just_heard() {
        Cluster first = open(config("a"));
        List<String> seen = new CopyOnWriteArrayList<>();
        first.onMember(event -> {
            if (event instanceof MemberEvent.Joined joined)
                seen.add(joined.member().name() + " " + first.member("b").isPresent());
        });
        open(config("b").withSeeds(address(first)));
        eventually(() -> seen.contains("b true"), () -> seen);
    }

    @Test
    void every_method_may_be_called_from_a_listener() {
        Cluster first = open(config("a"));
        List<String> done = new CopyOnWriteArrayList<>();
        first.onMember(event -> {
            first.members();
            first.self();
            first.why("b");
            first.stats();
            first.updateTags(Map.of("seen", "b")).toCompletableFuture().join();
            done.add("all");
        });
        open(config("b").withSeeds(address(first)));
        eventually(() -> !done.isEmpty(), () -> done);
    }

    @Test
    void each_event_is_heard_exactly_once_by_each_member() throws Exception {
        List<Cluster> nodes = three("127.0.0.1:0");
        List<List<String>> heard = new ArrayList<>();
        for (Cluster node : nodes) {
            List<String> list = new CopyOnWriteArrayList<>();
            node.topic("deploys").subscribe(message -> list.add(text(message)));
            heard.add(list);
        }
        List<String> published = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Cluster publisher = nodes.get(i % 3);
            published.add("event " + i);
            publisher
                    .topic("deploys")
                    .publish(bytes("event " + i))
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        for (List<String> list : heard) eventually(() -> list.size() >= published.size(), list::size);
        for (List<String> list : heard) assertThat(list).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void a_listener_may_hear_all_topics() {
        List<Cluster> nodes = three("127.0.0.1:0");
        List<String> heard = new CopyOnWriteArrayList<>();
        Subscription subscription = nodes.get(1).onMessage(message -> heard.add(message.topic()), missed -> {});
        for (String topic : List.of("deploys", "prices"))
            nodes.get(0).topic(topic).publish(bytes("x"));
        eventually(() -> heard.size() == 2, () -> heard);
        assertThat(heard).containsExactlyInAnyOrder("deploys", "prices");
        subscription.close();
    }

    @Test
    void a_census_adds_up_what_an_event_is_to_all_members() throws Exception {
        List<Cluster> nodes = three("127.0.0.1:0");
        nodes.get(0)
                .topic("deploys")
                .publish(bytes("4.2"))
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        eventually(
                () -> {
                    CensusTaken census = nodes.get(1)
                            .census(Optional.of("deploys"))
                            .toCompletableFuture()
                            .join();
                    return census.answered() == 3
                            && census.counts().stream()
                                    .allMatch(count ->
                                            count.susceptible() == 0 && count.infective() + count.removed() == 3)
                            && census.counts().size() == 1;
                },
                () -> nodes.get(1).rumors(Optional.empty()));
        assertThat(nodes.get(0)
                        .census(Optional.of("none"))
                        .toCompletableFuture()
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .counts())
                .isEmpty();
    }

    @Test
    void topics_are_apart() throws Exception {
        Cluster node = open(config("a"));
        List<String> heard = new CopyOnWriteArrayList<>();
        node.topic("deploys").subscribe(message -> heard.add(text(message)));
        node.topic("alarms").publish(bytes("fire")).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        node.topic("deploys").publish(bytes("v2")).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        eventually(() -> !heard.isEmpty(), () -> heard);
        assertThat(heard).containsExactly("v2");
        assertThat(node.rumors(Optional.of("alarms"))).hasSize(1);
        assertThat(node.rumors(Optional.empty())).hasSize(2);
    }

    @Test
    void an_event_larger_than_a_datagram_goes_by_link() throws Exception {
        List<Cluster> nodes = three("127.0.0.1:0");
        List<Integer> heard = new CopyOnWriteArrayList<>();
        nodes.get(2).topic("files").subscribe(message -> heard.add(message.payload().length));
        nodes.get(0)
                .topic("files")
                .publish(new byte[300_000])
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        eventually(() -> heard.contains(300_000), () -> heard);
    }

    @Test
    void an_event_over_the_limit_is_refused_with_what_and_how_much() {
        Cluster node = open(config("a"));
        assertThatThrownBy(() -> node.topic("files")
                        .publish(new byte[(1 << 20) + 1])
                        .toCompletableFuture()
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("1048577")
                .hasMessageContaining("at most 1048576");
        assertThatThrownBy(() -> node.topic("")).hasMessageContaining("topic must be 1..128 bytes");
    }

    @Test
    void tags_travel() {
        List<Cluster> nodes = three("127.0.0.1:0");
        nodes.get(0).updateTags(Map.of("role", "db"));
        eventually(
                () -> nodes.get(1)
                        .member("a")
                        .filter(a -> a.tags().equals(Map.of("role", "db")))
                        .isPresent(),
                () -> nodes.get(1).member("a"));
        assertThatThrownBy(() -> nodes.get(0).updateTags(Map.of("role", "x".repeat(600))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 512");
    }

    @Test
    void forget_removes_the_dead_for_good_and_reports() throws Exception {
        List<Cluster> nodes = three("127.0.0.1:0");
        nodes.get(2).close();
        awaitState(nodes.get(0), "c", MemberState.DEAD);
        SyncEvent.ForgetReport report =
                nodes.get(0).forget("c").toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(report.forgotten().name()).isEqualTo("c");
        eventually(() -> nodes.get(1).member("c").isEmpty(), () -> nodes.get(1).members());
        assertThatThrownBy(() ->
                        nodes.get(0).forget("nobody").toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .hasMessageContaining("nobody named 'nobody'");
        assertThatThrownBy(() -> nodes.get(0).forget("a")).hasMessageContaining("cannot forget itself");
    }

    @Test
    void a_forgotten_process_that_still_runs_stops() throws Exception {
        List<Cluster> nodes = three("127.0.0.1:0");
        nodes.get(0).forget("c");
        Ending ending = nodes.get(2).ended().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(ending.reason()).isEqualTo(Ending.Reason.FORGOTTEN);
    }

    @Test
    void a_name_that_a_live_node_holds_is_refused_and_joined_fails() throws Exception {
        Cluster introducer = open(patient("a"));
        Cluster holder = open(patient("c").withSeeds(address(introducer)));
        eventually(() -> alive(introducer) == 2 && alive(holder) == 2, introducer::members);
        Cluster second = open(patient("c").withSeeds(address(introducer)));
        assertThat(second.joined())
                .failsWithin(Duration.ofSeconds(PATIENCE_SECONDS))
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("name c is held by " + address(holder))
                .withMessageContaining("give this one another name");
        assertThat(second.ended()
                        .toCompletableFuture()
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .reason())
                .isEqualTo(Ending.Reason.NAME_TAKEN);
        assertThat(introducer.member("c").orElseThrow().id())
                .isEqualTo(holder.self().id());
    }

    /** Its holder is asked for three seconds before a name is given to another, however busy the machine. */
    private static ClusterConfig patient(String name) {
        return ClusterConfig.wan("orders").withKey(KEY).withName(name).withBind("127.0.0.1:0");
    }

    @Test
    void of_two_twins_one_yields_and_nobody_sees_the_name_leave() throws Exception {
        Cluster here = open(config("here"));
        Cluster there = open(config("there"));
        Cluster twin = open(config("twin").withSeeds(address(here)));
        Cluster namesake = open(config("twin").withSeeds(address(there)));
        eventually(() -> alive(here) == 2 && alive(there) == 2, () -> here.members() + " " + there.members());
        List<MemberEvent> heard = new CopyOnWriteArrayList<>();
        here.onMember(heard::add);
        there.onMember(heard::add);
        here.join(List.of(there.self().address()));
        Ending ending = (Ending) CompletableFuture.anyOf(
                        twin.ended().toCompletableFuture(), namesake.ended().toCompletableFuture())
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(ending.reason()).isEqualTo(Ending.Reason.NAME_TAKEN);
        assertThat(ending).hasToString(ending.detail()).asString().contains("give one of them another name");
        Cluster stays = twin.ended().toCompletableFuture().isDone() ? namesake : twin;
        for (Cluster witness : List.of(here, there))
            eventually(
                    () -> witness.member("twin")
                            .filter(twinSeen -> isAlive(twinSeen, stays.self()))
                            .isPresent(),
                    () -> witness.members());
        assertThat(heard).noneMatch(MemberEvent.Left.class::isInstance);
    }

    private static boolean isAlive(Member seen, Member self) {
        return seen.id().equals(self.id()) && seen.state() == MemberState.ALIVE;
    }

    @Test
    void a_wrong_key_learns_nothing() throws Exception {
        byte[] otherKey = new byte[32];
        otherKey[0] = 1;
        List<Cluster> nodes = three("127.0.0.1:0");
        Cluster stranger = open(config("stranger").withKey(otherKey).withSeeds(address(nodes.get(0))));
        eventually(
                () -> nodes.get(0).stats().frames().rejected(io.hearsay.stack.Reject.KEY) > 2,
                () -> nodes.get(0).stats());
        assertThat(stranger.members()).extracting(Member::name).containsExactly("stranger");
        assertThat(nodes.get(0).member("stranger")).isEmpty();
        assertThat(stranger.joined().toCompletableFuture().isDone()).isFalse();
    }

    @Test
    void two_clusters_at_each_others_addresses_never_mix() {
        Cluster orders = open(config("a"));
        Cluster bills =
                open(ClusterConfig.local("bills").withName("x").withKey(KEY).withSeeds(address(orders)));
        Cluster order = open(config("b").withSeeds(address(bills), address(orders)));
        eventually(() -> orders.members().size() == 2, orders::members);
        eventually(() -> orders.stats().frames().rejected(io.hearsay.stack.Reject.CLUSTER) > 0, () -> orders.stats());
        eventually(() -> order.members().size() == 2, order::members);
        assertThat(bills.members()).hasSize(1);
        assertThat(order.members()).extracting(Member::name).containsExactly("a", "b");
    }

    @Test
    void members_of_both_families_join_one_that_listens_to_both() {
        Cluster both = open(config("both").withBind("[::]:0").withAdvertise("127.0.0.1:0", "[::1]:0"));
        int port = both.self().address().port();
        Cluster four = open(config("four").withSeeds("127.0.0.1:" + port));
        Cluster six = open(config("six").withBind("[::1]:0").withSeeds("[::1]:" + port));
        for (Cluster node : List.of(both, four, six))
            eventually(() -> alive(node) == 3, () -> node + " " + node.members());
    }

    @Test
    void a_file_that_is_empty_at_first_is_a_seed_later() throws Exception {
        Path seeds = directory.resolve("seeds");
        Cluster first = open(config("a"));
        Cluster second = open(config("b").withSeeds("file:" + seeds));
        assertThat(second.joined().toCompletableFuture().isDone()).isFalse();
        Files.writeString(seeds, address(first));
        eventually(() -> alive(first) == 2 && alive(second) == 2, first::members);
    }

    @Test
    void a_seed_that_is_not_there_yet_is_called_until_it_is() throws Exception {
        int port = freePort();
        Cluster early = open(config("early").withSeeds("127.0.0.1:" + port));
        assertThat(early.joined().toCompletableFuture().isDone()).isFalse();
        open(config("late").withBind("127.0.0.1:" + port));
        early.joined().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        eventually(() -> alive(early) == 2, early::members);
    }

    @Test
    void a_restarted_node_is_taken_back_at_once_at_another_port() {
        List<Cluster> nodes = three("127.0.0.1:0");
        long epoch = nodes.get(2).self().id().epoch();
        nodes.get(2).close();
        Cluster again = open(config("c").withSeeds(address(nodes.get(0))));
        eventually(
                () -> nodes.get(1)
                        .member("c")
                        .filter(c -> c.id().epoch() > epoch && isAlive(c, again.self()))
                        .isPresent(),
                () -> nodes.get(1).members());
    }

    @Test
    void a_port_in_use_is_said() {
        Cluster first = open(config("a"));
        assertThatThrownBy(() -> open(config("b").withBind(address(first))))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot bind TCP at " + address(first));
    }

    @Test
    void security_is_chosen_in_so_many_words() {
        assertThatThrownBy(() -> open(ClusterConfig.local("orders")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cluster 'orders' has no key")
                .hasMessageContaining("insecure()");
    }

    @Test
    void insecure_nodes_work_when_it_is_written_out() {
        Cluster first = open(ClusterConfig.local("orders").insecure().withName("a"));
        Cluster second =
                open(ClusterConfig.local("orders").insecure().withName("b").withSeeds(address(first)));
        eventually(() -> second.members().size() == 2, second::members);
    }

    @Test
    void a_closed_cluster_answers_with_what_it_knew_and_says_that_it_is_closed() {
        Cluster node = open(config("a"));
        node.close();
        node.close();
        assertThat(node.members()).hasSize(1);
        assertThatThrownBy(() -> node.why("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no longer runs");
        assertThat(node.leave().toCompletableFuture()).isCompletedExceptionally();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(TopicMessage message) {
        return new String(message.payload(), StandardCharsets.UTF_8);
    }

    private List<Cluster> three(String bind) {
        Cluster a = open(config("a").withBind(bind));
        Cluster b = open(config("b").withBind(bind).withSeeds(address(a)));
        Cluster c = open(config("c").withBind(bind).withSeeds(address(a)));
        for (Cluster node : List.of(a, b, c))
            eventually(() -> alive(node) == 3, () -> node + " sees " + node.members());
        return List.of(a, b, c);
    }

    private static ClusterConfig config(String name) {
        return ClusterConfig.local("orders").withKey(KEY).withName(name);
    }

    private Cluster open(ClusterConfig config) {
        Cluster cluster = Hearsay.join(config);
        opened.add(cluster);
        return cluster;
    }

    private static String address(Cluster node) {
        return node.self().address().toString();
    }

    private static long alive(Cluster node) {
        return node.members().stream()
                .filter(member -> member.state() == MemberState.ALIVE)
                .count();
    }

    private static void awaitState(Cluster node, String name, MemberState state) {
        eventually(
                () -> node.member(name)
                        .filter(member -> member.state() == state)
                        .isPresent(),
                () -> node + " sees " + node.members());
    }
}
