package io.hearsay.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.Ending;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberState;
import io.hearsay.membership.Verdict;
import io.hearsay.membership.sync.SyncEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The test kit, as a user of it would try it out. */
class SimulatedClusterTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SimulatedCluster cluster = SimulatedCluster.of(5);
    private final Cluster first = cluster.node(0);

    @Test
    void opens_production_handles_that_know_each_other() {
        assertThat(first.members()).extracting(Member::name).containsExactlyInAnyOrder("n0", "n1", "n2", "n3", "n4");
        assertThat(first.self().name()).isEqualTo("n0");
        assertThat(first.joined().toCompletableFuture()).isCompleted();
        assertThat(first.stats().alive()).isEqualTo(5);
        assertThat(cluster.running()).hasSize(5);
    }

    @Test
    void time_stands_still_until_the_test_lets_it_pass() {
        List<String> heard = new ArrayList<>();
        cluster.node(4).topic("news").subscribe(m -> heard.add(new String(m.payload(), UTF_8)));
        Duration before = cluster.elapsed();
        var published = first.topic("news").publish("hello".getBytes(UTF_8)).toCompletableFuture();
        assertThat(published).isNotDone();
        assertThat(cluster.elapsed()).isEqualTo(before);

        Duration took = cluster.await(() -> !heard.isEmpty(), SECOND);

        assertThat(heard).containsExactly("hello");
        assertThat(published).isCompleted();
        assertThat(took).isBetween(Duration.ofNanos(100_000), Duration.ofMillis(10));
    }

    @Test
    void a_crash_is_noticed_and_explained() {
        List<MemberEvent> events = new ArrayList<>();
        first.onMember(events::add);
        cluster.crash(3);

        assertThat(cluster.assertState(3, MemberState.DEAD, SECOND)).isLessThan(SECOND);
        cluster.advance(Duration.ofMillis(1));

        assertThat(events)
                .anyMatch(event -> event instanceof MemberEvent.Died died
                        && died.member().name().equals("n3"));
        assertThat(first.why("n3")).last().extracting(Verdict::to).isEqualTo(MemberState.DEAD);
        assertThat(cluster.running()).hasSize(4);
    }

    @Test
    void what_a_crashed_process_was_asked_for_fails() {
        Cluster victim = cluster.node(3);
        var forgetting = victim.forget("n1").toCompletableFuture();
        cluster.crash(3);

        assertThat(forgetting).isCompletedExceptionally();
        assertThat(victim.ended().toCompletableFuture().join().reason()).isEqualTo(Ending.Reason.CLOSED);
        assertThatThrownBy(() -> victim.why("n1")).hasMessageContaining("no longer runs");
    }

    @Test
    void a_restarted_node_has_a_new_handle_and_is_back_at_once() {
        Cluster before = first;
        Cluster after = cluster.restart(0);

        cluster.assertOneView(Duration.ofSeconds(3));

        assertThat(after).isSameAs(cluster.node(0)).isNotSameAs(before);
        assertThat(after.self().id().supersedes(before.self().id())).isTrue();
    }

    @Test
    void one_more_node_is_in_within_a_second() {
        Cluster sixth = cluster.add();

        cluster.await(sixth.joined(), SECOND);
        cluster.assertOneView(SECOND);

        assertThat(cluster.node(5)).isSameAs(sixth);
    }

    @Test
    void a_short_pause_kills_nobody_and_a_long_one_is_a_death_until_it_ends() {
        cluster.pause(2, Duration.ofSeconds(2));
        cluster.assertNoFalseDeaths(Duration.ofSeconds(10));

        cluster.pause(2, Duration.ofSeconds(30));
        cluster.assertState(2, MemberState.DEAD, Duration.ofSeconds(10));
        cluster.advance(Duration.ofSeconds(25));

        cluster.assertOneView(Duration.ofSeconds(5));
    }

    @Test
    void a_cut_parts_the_views_and_healing_joins_them() {
        cluster.cut(0, 1);
        cluster.await(() -> first.stats().dead() == 3, Duration.ofSeconds(30));
        cluster.advance(Duration.ofMinutes(1));

        cluster.heal();

        assertThat(cluster.assertOneView(Duration.ofSeconds(30))).isPositive();
    }

    @Test
    void one_way_cuts_loss_and_latency_kill_nobody() {
        cluster.cutPath(1, 2);
        cluster.loss(0.05);
        cluster.latency(Latency.uniform(Duration.ofMillis(1), Duration.ofMillis(5)));

        cluster.assertNoFalseDeaths(Duration.ofMinutes(1));
    }

    @Test
    void leaving_and_forgetting_complete_their_stages() {
        SyncEvent.LeaveReport left = cluster.await(cluster.node(1).leave(), SECOND);
        cluster.node(1).close();
        assertThat(left.isComplete()).isTrue();
        cluster.assertRemoved(1, SECOND);

        cluster.crashHost(2);
        cluster.assertState(2, MemberState.DEAD, Duration.ofSeconds(10));
        SyncEvent.ForgetReport report = cluster.await(first.forget("n2"), Duration.ofSeconds(10));
        assertThat(report.confirmedBy()).containsExactlyInAnyOrder("n0", "n3", "n4");
        cluster.assertRemoved(2, SECOND);
    }

    @Test
    void waiting_for_a_stage_lets_time_pass_as_in_production_code() throws Exception {
        first.topic("news").publish(new byte[1]).toCompletableFuture().join();
        first.leave()
                .thenApplyAsync(SyncEvent.LeaveReport::isComplete)
                .toCompletableFuture()
                .get();

        var never = cluster.node(1).ended().toCompletableFuture();
        assertThatThrownBy(() -> never.get(30, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(cluster.elapsed()).isGreaterThan(Duration.ofSeconds(40));
        var late = never.thenApply(ending -> "ended").completeOnTimeout("late", 2, TimeUnit.SECONDS);
        assertThat(late.join()).isEqualTo("late");
    }

    @Test
    void a_listener_that_waits_delays_itself_alone() {
        List<String> order = new ArrayList<>();
        cluster.node(1).topic("a").subscribe(m -> {
            cluster.node(1)
                    .topic("b")
                    .publish(m.payload())
                    .toCompletableFuture()
                    .join();
            assertThat(cluster.node(1).why("n0")).isNotEmpty();
            order.add("published b");
        });
        cluster.node(2).topic("b").subscribe(m -> order.add("heard b"));
        first.topic("a").publish(new byte[1]);

        cluster.await(() -> order.size() == 2, SECOND);

        assertThat(order).containsExactly("published b", "heard b");
    }

    @Test
    void a_question_to_a_paused_node_fails_after_five_seconds_of_virtual_time() {
        cluster.pause(0, Duration.ofMinutes(1));

        assertThatThrownBy(() -> first.why("n1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("did not answer within 5 s");
    }

    @Test
    void what_a_listener_throws_ends_the_test() {
        first.topic("news").subscribe(m -> {
            throw new IllegalArgumentException("cannot read this");
        });
        cluster.node(1).topic("news").publish(new byte[1]);

        assertThatThrownBy(() -> cluster.advance(SECOND))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed 1")
                .hasMessageContaining("cannot read this");
    }

    @Test
    void another_thread_is_refused() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread other = new Thread(() -> first.leave(), "pool-1");
        other.setUncaughtExceptionHandler((thread, problem) -> thrown.set(problem));
        other.start();
        other.join();

        assertThat(thrown.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("not by pool-1");
    }

    @Test
    void a_failure_names_the_run() {
        assertThatThrownBy(() -> cluster.await(() -> false, SECOND))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not so within 1s")
                .hasMessageContaining("of SimulatedCluster.of(5, 1)");
        assertThatThrownBy(() -> cluster.assertState(1, MemberState.DEAD, SECOND))
                .hasMessageContaining("believes n1 ALIVE");
        assertThatThrownBy(() -> cluster.await(first.forget("nobody"), SECOND))
                .hasMessageContaining("nobody named 'nobody'");
    }

    @Test
    void a_test_under_many_seeds_says_which_one_fails() {
        List<Long> tried = new ArrayList<>();
        assertThatThrownBy(() -> SimulatedCluster.forSeeds(3, LongStream.rangeClosed(4, 9), each -> {
                    tried.add(each.world().config().seed());
                    assertThat(tried).hasSizeLessThan(3);
                }))
                .hasMessageContaining("SimulatedCluster.of(3, 6)");
        assertThat(tried).containsExactly(4L, 5L, 6L);
    }

    @Test
    void same_seed_same_run() {
        assertThat(story(7)).isEqualTo(story(7)).isNotEqualTo(story(8));
    }

    /** All that a test kit's user sees happen, as a hash. */
    static String story(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(4, seed);
        cluster.node(1)
                .onMember(event ->
                        cluster.node(2).topic("seen").publish(event.toString().getBytes(UTF_8)));
        cluster.loss(0.1);
        cluster.crash(3);
        cluster.advance(Duration.ofSeconds(5));
        cluster.restart(3);
        cluster.after(SECOND, () -> cluster.pause(0, SECOND));
        cluster.advance(Duration.ofSeconds(5));
        cluster.node(0).why("n3");
        return cluster.world().trace().hashText();
    }
}
