package io.hearsay.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.Reply;
import io.hearsay.cluster.Subscription;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Questions and answers between whole nodes, on virtual time. */
class QueriesSimulationTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final byte[] NOTHING = {};

    private final SimulatedCluster cluster = SimulatedCluster.of(10);
    private final Cluster first = cluster.node(0);

    private static void answerEverywhere(SimulatedCluster cluster) {
        for (Cluster node : cluster.running())
            node.onQuery("whoami", (from, payload) -> (node.self().name() + " to " + from).getBytes(UTF_8));
    }

    private List<Reply> all(SimulatedCluster in, String name, Duration within) {
        return in.await(in.node(0).query(name, NOTHING, member -> true, TIMEOUT).all(), within);
    }

    private static List<String> silent(List<Reply> replies) {
        return replies.stream()
                .filter(Reply.Silent.class::isInstance)
                .map(Reply::member)
                .sorted()
                .toList();
    }

    @Test
    void everybody_answers_within_a_round_trip() {
        answerEverywhere(cluster);
        List<Reply> replies = all(cluster, "whoami", Duration.ofMillis(50));
        assertThat(replies).hasSize(10).allMatch(Reply.Answered.class::isInstance);
        Reply.Answered ninth = (Reply.Answered) replies.stream()
                .filter(reply -> reply.member().equals("n9"))
                .findFirst()
                .orElseThrow();
        assertThat(new String(ninth.payload(), UTF_8)).isEqualTo("n9 to n0");
    }

    @Test
    void the_silent_are_named_exactly_under_a_fifth_of_loss() {
        SimulatedCluster.forSeeds(10, LongStream.rangeClosed(1, 20), lossy -> {
            answerEverywhere(lossy);
            lossy.loss(0.2);
            lossy.pause(3, Duration.ofSeconds(3));
            lossy.pause(7, Duration.ofSeconds(3));
            assertThat(silent(all(lossy, "whoami", Duration.ofSeconds(3)))).containsExactly("n3", "n7");
        });
    }

    @Test
    void the_dead_are_named_and_not_waited_for() {
        answerEverywhere(cluster);
        cluster.crash(4);
        cluster.assertState(4, MemberState.DEAD, Duration.ofSeconds(10));
        List<Reply> replies = all(cluster, "whoami", Duration.ofMillis(50));
        assertThat(replies).hasSize(10).contains(new Reply.Silent("n4", true));
    }

    @Test
    void a_filter_chooses_who_is_asked() {
        answerEverywhere(cluster);
        cluster.await(cluster.node(5).updateTags(Map.of("role", "db")), TIMEOUT);
        cluster.await(() -> first.member("n5").orElseThrow().tags().containsKey("role"), Duration.ofSeconds(5));
        List<Reply> replies = cluster.await(
                first.query("whoami", NOTHING, QueriesSimulationTest::isDatabase, TIMEOUT)
                        .all(),
                Duration.ofMillis(50));
        assertThat(replies).extracting(Reply::member).containsExactly("n5");
    }

    private static boolean isDatabase(Member member) {
        return "db".equals(member.tags().get("role"));
    }

    @Test
    void handlers_that_throw_hang_or_do_not_exist_hurt_nobody() {
        for (Cluster node : cluster.running()) node.onQuery("load", (from, payload) -> payload);
        cluster.node(1).onQuery("odd", (from, payload) -> {
            throw new IllegalStateException("disk full");
        });
        cluster.node(2).onQuery("odd", (from, payload) -> {
            throw new IOException();
        });
        List<Reply> replies = all(cluster, "odd", Duration.ofMillis(50));
        assertThat(replies).hasSize(10).allMatch(Reply.Declined.class::isInstance);
        assertThat(text(replies, "n1")).isEqualTo("IllegalStateException: disk full");
        assertThat(text(replies, "n2")).isEqualTo("IOException");
        assertThat(text(replies, "n3")).isEqualTo("nothing answers 'odd' here; known are load");
        assertThat(all(cluster, "load", Duration.ofMillis(50))).allMatch(Reply.Answered.class::isInstance);
    }

    private static String text(List<Reply> replies, String member) {
        return replies.stream()
                .filter(reply -> reply.member().equals(member))
                .map(reply -> ((Reply.Declined) reply).text())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void one_member_is_asked_alone_and_answers_a_megabyte() {
        byte[] large = new byte[1 << 20];
        large[large.length - 1] = 42;
        cluster.node(6).onAsk((from, payload) -> {
            byte[] back = payload.clone();
            back[0] = 1;
            return back;
        });
        byte[] answer = cluster.await(first.ask("n6", large, TIMEOUT), TIMEOUT);
        assertThat(answer).hasSize(1 << 20).startsWith(1).endsWith(42);
    }

    @Test
    void asking_fails_by_name() {
        assertThat(failure(first.ask("n6", NOTHING, TIMEOUT).toCompletableFuture()))
                .hasMessage("n6 refused: nothing answers what is asked of this member alone");
        assertThat(failure(first.ask("nobody", NOTHING, TIMEOUT).toCompletableFuture()))
                .hasMessage("nobody named 'nobody' is known here");
        cluster.pause(6, Duration.ofSeconds(1));
        assertThat(failure(first.ask("n6", NOTHING, Duration.ofMillis(500)).toCompletableFuture()))
                .hasMessage("n6 did not answer within 500 ms");
        assertThat(failure(first.ask("n6", new byte[2 << 20], TIMEOUT).toCompletableFuture()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Throwable failure(CompletableFuture<?> future) {
        try {
            future.join();
            throw new AssertionError("did not fail");
        } catch (CompletionException e) {
            return Objects.requireNonNull(e.getCause());
        }
    }

    @Test
    void notes_small_and_large_are_heard_by_that_member_alone() {
        List<String> heard = new ArrayList<>();
        for (Cluster node : cluster.running())
            node.onSend((from, payload) -> heard.add(node.self().name() + " from " + from + ": " + payload.length));
        cluster.await(first.send("n4", new byte[10]), TIMEOUT);
        cluster.await(first.send("n5", new byte[100_000]), TIMEOUT);
        cluster.await(() -> heard.size() == 2, TIMEOUT);
        cluster.advance(Duration.ofSeconds(1));
        assertThat(heard).containsExactlyInAnyOrder("n4 from n0: 10", "n5 from n0: 100000");
    }

    @Test
    void a_name_has_one_handler_at_a_time() {
        Subscription subscription = first.onQuery("load", (from, payload) -> payload);
        assertThatThrownBy(() -> first.onQuery("load", (from, payload) -> payload))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'load' is answered already");
        subscription.close();
        assertThat(first.onQuery("load", (from, payload) -> payload)).isNotNull();
    }

    @Test
    void a_subscriber_gets_as_many_as_it_asks_for_and_nothing_after_it_cancels() {
        answerEverywhere(cluster);
        List<Reply> got = new ArrayList<>();
        List<Flow.Subscription> subscriptions = new ArrayList<>();
        first.query("whoami", NOTHING, member -> true, TIMEOUT).subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscriptions.add(subscription);
                subscription.request(3);
            }

            @Override
            public void onNext(Reply reply) {
                got.add(reply);
            }

            @Override
            public void onError(Throwable problem) {
                throw new AssertionError(problem);
            }

            @Override
            public void onComplete() {
                throw new AssertionError("seven are left");
            }
        });
        cluster.advance(Duration.ofSeconds(3));
        assertThat(got).hasSize(3);
        subscriptions.get(0).request(1);
        cluster.advance(Duration.ofMillis(1));
        assertThat(got).hasSize(4);
        subscriptions.get(0).cancel();
        subscriptions.get(0).request(100);
        cluster.advance(Duration.ofSeconds(3));
        assertThat(got).hasSize(4);
    }

    @Test
    void a_question_ends_with_its_node() {
        CompletableFuture<List<Reply>> asked = cluster.node(1)
                .query("whoami", NOTHING, member -> true, TIMEOUT)
                .all()
                .toCompletableFuture();
        cluster.crash(1);
        assertThat(asked).isCompletedExceptionally();
    }
}
