package io.hearsay.dissemination.rumor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.Address;
import io.hearsay.LinkCause;
import io.hearsay.Peer;
import io.hearsay.RecordingEnvironment;
import io.hearsay.RecordingEnvironment.LinkCall;
import io.hearsay.RecordingEnvironment.Sent;
import io.hearsay.dissemination.rumor.RumorConfig.Exchange;
import io.hearsay.dissemination.rumor.RumorConfig.Publishing;
import io.hearsay.dissemination.rumor.RumorConfig.Repair;
import io.hearsay.dissemination.rumor.RumorConfig.Window;
import io.hearsay.dissemination.rumor.RumorMessage.Answer;
import io.hearsay.dissemination.rumor.RumorMessage.Chunk;
import io.hearsay.dissemination.rumor.RumorMessage.Confirm;
import io.hearsay.dissemination.rumor.RumorMessage.Digest;
import io.hearsay.dissemination.rumor.RumorMessage.Fetch;
import io.hearsay.dissemination.rumor.RumorMessage.Gone;
import io.hearsay.dissemination.rumor.RumorMessage.Holding;
import io.hearsay.dissemination.rumor.RumorMessage.Known;
import io.hearsay.dissemination.rumor.RumorMessage.Offer;
import io.hearsay.dissemination.rumor.RumorMessage.Pull;
import io.hearsay.dissemination.rumor.RumorMessage.Push;
import io.hearsay.dissemination.rumor.RumorMessage.Span;
import io.hearsay.sampling.UniformPeers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RumorMillTest {
    private static final long SELF = 50;
    private static final Duration PACE = Duration.ofMillis(1);
    private static final Duration ROUND = Duration.ofMillis(12);

    private RecordingEnvironment env = new RecordingEnvironment(1);
    private final List<Peer> others = new ArrayList<>();
    private RumorMill mill = mill(RumorConfig.lan().withRepair(Repair.none()), 20);

    // Hearing

    @Test
    void a_rumor_is_heard_once() {
        push(peer(1), 1, 1);
        push(peer(2), 1, 1);
        assertThat(heard()).containsExactly(id(1, 1));
    }

    @Test
    void what_left_the_window_is_not_heard_again() {
        mill = mill(RumorConfig.lan().withWindow(new Window(2, 1000, Duration.ofSeconds(60), 100)), 20);
        for (int i = 1; i <= 5; i++) push(peer(1), 1, i);
        assertThat(mill.stats().remembered()).isEqualTo(2);
        heard();
        push(peer(2), 1, 1);
        assertThat(heard()).isEmpty();
        assertThat(mill.stats().uselessReceived()).isEqualTo(1);
    }

    @Test
    void rumors_are_forgotten_when_they_are_old() {
        push(peer(1), 1, 1);
        advance(Duration.ofSeconds(80));
        assertThat(mill.rumors(Optional.empty())).isEmpty();
        push(peer(1), 1, 1);
        assertThat(heard()).containsExactly(id(1, 1));
    }

    @Test
    void its_own_rumors_are_heard_here_and_never_come_back() {
        assertThat(mill.publish("t", new byte[3])).isEqualTo(new Published.Accepted());
        push(peer(1), SELF, 1);
        push(peer(1), SELF, 9);
        assertThat(heard()).containsExactly(id(SELF, 1));
        assertThat(mill.stats().rejected()).isEqualTo(1);
    }

    @Test
    void every_message_and_timer_is_understood() {
        mill.receive(peer(1), new RumorMessage.Call(List.of()));
        mill.receive(peer(1), new RumorMessage.Accept());
        mill.receive(peer(1), new RumorMessage.Busy());
        mill.receive(peer(1), new Confirm(7));
        mill.receive(peer(1), new Known(List.of(id(1, 1)), true));
        mill.receive(peer(1), new Gone(id(1, 1)));
        mill.receive(peer(1), new Chunk(id(1, 1), 0, new byte[1]));
        assertThat(env.takeEvents()).isEmpty();
    }

    // The first push

    @Test
    void pushes_at_once_to_its_successor_and_others_and_not_back() {
        push(peer(3), 1, 1);
        advance(Duration.ZERO);
        List<Peer> told = sent(Push.class).stream().map(Sent::to).toList();
        assertThat(told)
                .hasSize(3)
                .doesNotHaveDuplicates()
                .doesNotContain(peer(3))
                .contains(successor());
    }

    @Test
    void what_comes_within_a_pace_travels_together() {
        push(peer(3), 1, 1);
        advance(Duration.ZERO);
        sent(Push.class);
        push(peer(3), 1, 2);
        push(peer(3), 1, 3);
        advance(Duration.ZERO);
        assertThat(sent(Push.class)).isEmpty();
        advance(PACE);
        List<Sent> pushes = sent(Push.class);
        assertThat(pushes).hasSize(6);
        assertThat(pushes.stream().map(Sent::to).distinct()).hasSize(3);
    }

    @Test
    void counts_the_hops() {
        mill.receive(peer(1), new Push(rumor(1, 1, 3), 4, 0, false, false));
        assertThat(env.takeEvents()).containsExactly(new Heard(rumor(1, 1, 3), 4));
        advance(Duration.ZERO);
        assertThat(sent(Push.class)).allMatch(sent -> ((Push) sent.message()).hops() == 5);
    }

    // Rounds

    @Test
    void a_round_asks_for_feedback_and_the_first_push_does_not() {
        push(peer(1), 1, 1);
        advance(Duration.ZERO);
        assertThat(sent(Push.class)).noneMatch(sent -> ((Push) sent.message()).answer());
        advance(ROUND);
        assertThat(sent(Push.class)).hasSize(1).allMatch(sent -> ((Push) sent.message()).answer());
    }

    @Test
    void loses_interest_after_k_useless_contacts() {
        push(peer(1), 1, 1);
        mill.receive(peer(2), new Known(List.of(id(1, 1)), true));
        advance(ROUND);
        assertThat(state(1, 1)).isEqualTo(RumorState.INFECTIVE);
        push(peer(3), 1, 1); // an echo counts as much as an answer
        advance(ROUND);
        assertThat(state(1, 1)).isEqualTo(RumorState.REMOVED);
        sent(Push.class);
        advance(Duration.ofSeconds(1));
        assertThat(sent(Push.class)).isEmpty();
    }

    @Test
    void feedback_is_collected_and_told_once() {
        mill.receive(peer(1), new Push(rumor(1, 1, 3), 1, 0, true, false));
        mill.receive(peer(1), new Push(rumor(1, 2, 3), 1, 0, true, false));
        mill.receive(peer(2), new Push(rumor(1, 2, 3), 1, 0, true, false));
        mill.receive(peer(2), new Push(rumor(1, 1, 3), 1, 0, true, false));
        advance(PACE);
        assertThat(sent(Known.class)).containsExactly(new Sent(peer(2), new Known(List.of(id(1, 1), id(1, 2)), true)));
    }

    @Test
    void feedback_rides_in_a_packet_that_leaves_anyway() {
        push(peer(1), 1, 1);
        mill.receive(peer(2), new Push(rumor(1, 1, 3), 1, 0, true, false));
        assertThat(mill.piggyback(peer(2), 10)).isNull();
        assertThat(mill.piggyback(peer(2), 100)).isEqualTo(new Known(List.of(id(1, 1)), true));
        assertThat(mill.piggyback(peer(2), 100)).isNull();
        advance(PACE);
        assertThat(sent(Known.class)).isEmpty();
    }

    @Test
    void sends_no_more_copies_than_it_may() {
        mill = mill(RumorConfig.lan().withStopping(RumorConfig.lan().stopping().withK(14)), 100);
        mill.publish("t", new byte[1]);
        advance(Duration.ofSeconds(1));
        assertThat(sent(Push.class)).hasSize(8);
        for (int i = 1; i <= 30; i++) mill.receive(peer(i), new Pull(SELF, List.of(new Span(1, 1))));
        assertThat(sent(Push.class)).hasSize(4);
        assertThat(mill.rumors(Optional.empty()).get(0).sent()).isEqualTo(12);
    }

    @Test
    void a_slowed_node_leaves_all_to_the_rounds() {
        mill = mill(RumorConfig.slowed(Duration.ofMillis(200)), 20);
        mill.publish("t", new byte[1]);
        advance(Duration.ofMillis(100));
        assertThat(sent(Push.class)).isEmpty();
        advance(Duration.ofMillis(150));
        assertThat(sent(Push.class)).hasSize(1);
    }

    @Test
    void is_silent_when_nothing_is_new() {
        mill = mill(RumorConfig.lan(), 20);
        advance(Duration.ofSeconds(10));
        env.takeSent();
        advance(Duration.ofHours(1));
        assertThat(env.takeSent()).isEmpty();
        assertThat(env.timers()).isEmpty();
    }

    // Gaps

    @Test
    void asks_for_what_was_overtaken_and_does_not_come() {
        mill = mill(RumorConfig.lan(), 20);
        push(peer(1), 1, 1);
        push(peer(2), 1, 4);
        assertThat(missing()).containsExactly(id(1, 2), id(1, 3));
        advance(Duration.ofMillis(49));
        assertThat(sent(Pull.class)).isEmpty();
        push(peer(3), 1, 2);
        advance(Duration.ofMillis(51));
        assertThat(sent(Pull.class)).containsExactly(new Sent(peer(3), new Pull(1, List.of(new Span(3, 3)))));
    }

    @Test
    void asks_at_once_for_what_a_digest_shows() {
        mill = mill(RumorConfig.lan(), 20);
        mill.receive(peer(4), new Digest(9, true, List.of(new Holding(1, 5, 8, List.of(new Span(10, 10))))));
        List<Sent> sent = env.takeSent();
        assertThat(sent).contains(new Sent(peer(4), new Pull(1, List.of(new Span(5, 8)))));
        assertThat(sent).contains(new Sent(peer(4), new Answer(9, true, List.of())));
    }

    @Test
    void what_never_comes_is_given_up_and_said_so() {
        mill = mill(RumorConfig.lan(), 20);
        push(peer(1), 1, 1);
        push(peer(1), 1, 4);
        env.takeEvents();
        advance(Duration.ofSeconds(130));
        assertThat(env.takeEvents()).containsExactly(new Missed(1, 2, 3));
        push(peer(1), 1, 3);
        assertThat(heard()).isEmpty();
        assertThat(mill.stats().givenUp()).isEqualTo(2);
    }

    @Test
    void what_was_before_the_first_that_was_heard_is_no_loss() {
        mill = mill(RumorConfig.lan(), 20);
        push(peer(1), 1, 100);
        assertThat(missing()).isEmpty();
        advance(Duration.ofSeconds(130));
        assertThat(env.takeEvents()).hasSize(1);
    }

    @Test
    void who_does_not_answer_is_asked_less_and_less() {
        mill = mill(RumorConfig.lan(), 20);
        push(peer(1), 1, 1);
        push(peer(1), 1, 3);
        advance(Duration.ofSeconds(30));
        assertThat(sent(Pull.class)).hasSizeBetween(3, 12);
    }

    @Test
    void hands_out_what_is_asked_for_and_says_what_it_lacks() {
        push(peer(1), 1, 2);
        push(peer(1), 1, 3);
        advance(Duration.ofSeconds(1));
        env.takeSent();
        mill.receive(peer(9), new Pull(1, List.of(new Span(1, 3))));
        assertThat(env.takeSent())
                .containsExactly(
                        new Sent(peer(9), new Push(rumor(1, 2, 3), 2, 0, false, false)),
                        new Sent(peer(9), new Push(rumor(1, 3, 3), 2, 0, false, false)),
                        new Sent(
                                peer(9), new Answer(0, false, List.of(new Holding(1, 1, 0, List.of(new Span(2, 3)))))));
    }

    @Test
    void one_voice_alone_cannot_make_it_jump() {
        push(peer(1), 1, 1);
        push(peer(2), 1, 1L << 40);
        push(peer(2), 1, 1L << 41);
        push(peer(1), 1, 2);
        assertThat(heard()).containsExactly(id(1, 1), id(1, 2));
        assertThat(mill.stats().rejected()).isEqualTo(2);
    }

    // Comparing

    @Test
    void compares_with_its_successor_until_that_agrees() {
        mill = mill(RumorConfig.lan(), 20);
        settle();
        push(peer(1), 1, 1);
        advance(Duration.ofMillis(151));
        List<Sent> digests = sent(Digest.class);
        assertThat(digests).extracting(Sent::to).containsExactly(successor());
        Digest digest = (Digest) digests.get(0).message();
        assertThat(digest.holdings()).containsExactly(new Holding(1, 1, 1, List.of()));
        advance(Duration.ofMillis(301));
        assertThat(sent(Digest.class)).extracting(Sent::to).hasSize(2).contains(successor());
        mill.receive(successor(), new Answer(digest.version(), false, List.of()));
        mill.receive(peer(7), new Answer(digest.version(), false, List.of()));
        advance(Duration.ofMinutes(1));
        assertThat(sent(Digest.class)).isEmpty();
    }

    @Test
    void an_answer_to_older_news_or_from_one_that_lacks_something_is_no_agreement() {
        mill = mill(RumorConfig.lan(), 1);
        settle();
        push(peer(1), 1, 1);
        advance(Duration.ofMillis(151));
        long version = ((Digest) sent(Digest.class).get(0).message()).version();
        mill.receive(peer(1), new Answer(version - 1, false, List.of()));
        mill.receive(peer(1), new Answer(version, true, List.of()));
        advance(Duration.ofMillis(301));
        assertThat(sent(Digest.class)).isNotEmpty();
        mill.receive(peer(1), new Answer(version, false, List.of()));
        advance(Duration.ofSeconds(20));
        assertThat(sent(Digest.class)).isEmpty();
    }

    @Test
    void tells_an_asker_what_it_lacks() {
        mill = mill(RumorConfig.lan(), 20);
        settle();
        push(peer(1), 1, 1);
        push(peer(1), 2, 1);
        mill.receive(peer(9), new Digest(3, true, List.of(new Holding(2, 1, 1, List.of()))));
        assertThat(sent(Answer.class))
                .containsExactly(new Sent(peer(9), new Answer(3, false, List.of(new Holding(1, 1, 1, List.of())))));
    }

    @Test
    void who_has_just_started_asks_what_it_has_missed() {
        mill = mill(RumorConfig.lan(), 0);
        advance(Duration.ofSeconds(5));
        others.add(peer(1));
        advance(Duration.ofSeconds(2));
        assertThat(sent(Digest.class)).isNotEmpty();
        mill.receive(peer(1), new Answer(0, false, List.of()));
        advance(Duration.ofMinutes(1));
        assertThat(sent(Digest.class)).isEmpty();
    }

    @Test
    void compares_again_when_somebody_came_back() {
        mill = mill(RumorConfig.lan(), 20);
        settle();
        mill.publish("t", new byte[1]);
        advance(Duration.ofSeconds(1));
        for (Sent digest : sent(Digest.class))
            mill.receive(digest.to(), new Answer(((Digest) digest.message()).version(), false, List.of()));
        advance(Duration.ofSeconds(20));
        sent(Digest.class);
        mill.reconcile();
        advance(Duration.ofMillis(151));
        assertThat(sent(Digest.class)).hasSize(1);
    }

    // Publishing

    @Test
    void an_event_over_the_limit_is_refused() {
        assertThat(mill.publish("t", new byte[(1 << 20) + 1]))
                .isEqualTo(new Published.Refused("bytes in one event", (1 << 20) + 1, 1 << 20));
        assertThatThrownBy(() -> mill.publish("", new byte[1])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> mill.publish("a\u0000b", new byte[1])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> mill.publish("\ud800", new byte[1])).isInstanceOf(IllegalArgumentException.class);
        assertThat(heard()).isEmpty();
    }

    @Test
    void what_cannot_leave_yet_waits_and_then_is_refused() {
        mill = mill(RumorConfig.lan().withPublishing(new Publishing(100, 5, 1000, 8, 10_000)), 20);
        for (int i = 0; i < 13; i++) assertThat(mill.publish("t", new byte[1])).isEqualTo(new Published.Accepted());
        assertThat(heard()).hasSize(8);
        assertThat(mill.publish("t", new byte[1])).isEqualTo(new Published.Refused("events waiting to be sent", 6, 5));
        mill.receive(peer(1), new Confirm(3));
        assertThat(heard()).hasSize(3);
    }

    @Test
    void when_nobody_confirms_it_goes_on_slowly() {
        mill = mill(RumorConfig.lan().withPublishing(new Publishing(100, 50, 1000, 8, 10_000)), 20);
        for (int i = 0; i < 20; i++) mill.publish("t", new byte[1]);
        advance(Duration.ofMillis(249));
        assertThat(heard()).hasSize(8);
        advance(Duration.ofMillis(1));
        assertThat(heard()).hasSize(8);
    }

    @Test
    void alone_it_waits_for_nobody() {
        mill = mill(RumorConfig.lan(), 0);
        for (int i = 0; i < 3000; i++) mill.publish("t", new byte[1]);
        advance(Duration.ofSeconds(1));
        assertThat(heard()).hasSize(3000);
    }

    @Test
    void a_publisher_that_asks_hears_how_far_its_peers_are() {
        push(peer(1), 1, 1);
        push(peer(2), 1, 2);
        mill.receive(peer(2), new Push(rumor(1, 4, 3), 1, 0, false, true)); // not from its publisher
        mill.receive(peer(1), new Push(rumor(1, 2, 3), 1, 0, false, true));
        advance(PACE);
        assertThat(sent(Confirm.class)).containsExactly(new Sent(peer(1), new Confirm(3)));
    }

    // Large payloads

    @Test
    void a_large_payload_is_offered_and_handed_out_in_pieces() {
        mill.publish("t", new byte[100_000]);
        advance(Duration.ZERO);
        assertThat(sent(Push.class)).isEmpty();
        mill.publish("t", new byte[100_000]);
        advance(PACE);
        assertThat(sent(Offer.class)).hasSize(3);
        mill.receive(peer(2), new Fetch(id(SELF, 1), 0));
        List<Sent> pieces = env.links().takeSent();
        assertThat(pieces).hasSize(4);
        mill.receive(peer(2), new Fetch(id(SELF, 1), 61_440));
        assertThat(env.links().takeSent()).hasSize(3);
        assertThat(mill.rumors(Optional.empty()).get(0).sent()).isEqualTo(1);
    }

    @Test
    void serving_pauses_when_the_window_is_full() {
        mill.publish("t", new byte[100_000]);
        env.links().writable(false);
        mill.receive(peer(2), new Fetch(id(SELF, 1), 0));
        env.links().writable(true);
        mill.linkWritable(peer(2));
        assertThat(env.links().takeSent()).hasSize(4);
    }

    @Test
    void one_of_those_who_offer_is_asked_and_the_next_when_it_fails() {
        Rumor large = rumor(1, 1, 20_000);
        mill.receive(peer(1), offer(large));
        mill.receive(peer(2), offer(large));
        mill.receive(peer(3), offer(large));
        assertThat(env.links().takeCalls()).containsExactly(new LinkCall("open", peer(1)));
        mill.linkUp(peer(1));
        assertThat(env.links().takeSent()).containsExactly(new Sent(peer(1), new Fetch(large.id(), 0)));
        mill.receive(peer(1), chunk(large, 0, 15_360));
        mill.linkDown(peer(1), LinkCause.RESET);
        assertThat(env.links().takeCalls()).contains(new LinkCall("open", peer(2)));
        mill.linkUp(peer(2));
        assertThat(env.links().takeSent()).containsExactly(new Sent(peer(2), new Fetch(large.id(), 15_360)));
        advance(Duration.ofSeconds(2));
        mill.linkUp(peer(3));
        assertThat(env.links().takeSent()).containsExactly(new Sent(peer(3), new Fetch(large.id(), 15_360)));
        mill.receive(peer(2), chunk(large, 15_360, 20_000)); // too late: it is not asked any more
        assertThat(heard()).isEmpty();
        mill.receive(peer(3), chunk(large, 15_360, 20_000));
        assertThat(heard()).containsExactly(large.id());
        assertThat(env.links().takeCalls()).contains(new LinkCall("close", peer(3)));
    }

    @Test
    void an_offer_over_the_limit_is_rejected() {
        mill.receive(peer(1), new Offer(id(1, 1), "t", (1 << 20) + 1, 1, 0, false));
        assertThat(env.links().takeCalls()).isEmpty();
        assertThat(mill.stats().rejected()).isEqualTo(1);
    }

    @Test
    void fetches_no_more_at_once_than_it_has_room_for() {
        for (int i = 1; i <= 10; i++) mill.receive(peer(1), new Offer(id(i, 1), "t", 1 << 20, 1, 0, false));
        assertThat(env.links().takeCalls()).hasSize(4);
        assertThat(mill.rumors(Optional.empty())).allMatch(rumor -> rumor.state() == RumorState.SUSCEPTIBLE);
    }

    @Test
    void who_is_told_that_it_is_gone_asks_the_next() {
        mill.receive(peer(1), offer(rumor(1, 1, 20_000)));
        mill.receive(peer(2), offer(rumor(1, 1, 20_000)));
        mill.linkUp(peer(1));
        mill.receive(peer(1), new Gone(id(1, 1)));
        assertThat(env.links().takeCalls()).contains(new LinkCall("open", peer(2)));
    }

    // What it tells of itself

    @Test
    void snapshots_tell_state_and_copies() {
        push(peer(1), 1, 1);
        push(peer(2), 1, 1);
        advance(Duration.ZERO);
        mill.receive(peer(3), new Known(List.of(id(1, 1)), true));
        assertThat(mill.rumors(Optional.empty()))
                .containsExactly(new RumorSnapshot(
                        id(1, 1), Optional.of("t"), 3, RumorState.INFECTIVE, 1_000_000_000L, 2, 3, 1));
    }

    @Test
    void options_that_make_no_sense_are_refused() {
        RumorConfig config = RumorConfig.lan();
        assertThatThrownBy(() -> config.rounds().withFanout(65)).hasMessageContaining("fanout must be 0..64, was 65");
        assertThatThrownBy(() -> config.stopping().withK(0)).hasMessageContaining("k must be 1..14, was 0");
        assertThatThrownBy(() -> config.rounds().withJitter(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> config.withStopping(
                        new RumorConfig.Stopping(true, RumorConfig.Rule.MEDIAN_COUNTER, 3, false, false, false)))
                .hasMessageContaining("needs push-pull");
        assertThat(RumorConfig.wan()).isNotEqualTo(RumorConfig.classic(Exchange.PUSH));
    }

    private RumorMill mill(RumorConfig config, int size) {
        others.clear();
        LongStream.rangeClosed(1, size).forEach(i -> others.add(peer(i)));
        env = new RecordingEnvironment(1);
        RumorMill created = new RumorMill(config, env, new UniformPeers(others, SELF), SELF);
        created.start();
        return created;
    }

    /** Lets it catch up with nothing, so that what follows begins in silence. */
    private void settle() {
        mill.receive(peer(1), new Answer(0, false, List.of()));
        advance(Duration.ofSeconds(5));
        env.takeSent();
    }

    private void advance(Duration by) {
        env.advance(by, RumorTimer.class, mill::expire);
    }

    private void push(Peer from, long origin, long sequence) {
        mill.receive(from, new Push(rumor(origin, sequence, 3), 1, 0, false, false));
    }

    private Peer successor() {
        return others.stream()
                .filter(peer -> peer.instance() > SELF)
                .findFirst()
                .orElse(others.get(0));
    }

    private List<Sent> sent(Class<? extends RumorMessage> kind) {
        return env.takeSent().stream()
                .filter(sent -> kind.isInstance(sent.message()))
                .toList();
    }

    private List<RumorId> heard() {
        return env.takeEvents().stream()
                .map(event -> ((Heard) event).rumor().id())
                .toList();
    }

    private List<RumorId> missing() {
        return mill.rumors(Optional.empty()).stream()
                .filter(rumor -> rumor.state() == RumorState.SUSCEPTIBLE)
                .map(RumorSnapshot::id)
                .toList();
    }

    private RumorState state(long origin, long sequence) {
        return mill.rumors(Optional.empty()).stream()
                .filter(rumor -> rumor.id().equals(id(origin, sequence)))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private static RumorId id(long origin, long sequence) {
        return new RumorId(origin, sequence);
    }

    private static Rumor rumor(long origin, long sequence, int bytes) {
        return new Rumor(id(origin, sequence), "t", new byte[bytes]);
    }

    private static Offer offer(Rumor rumor) {
        return new Offer(rumor.id(), rumor.topic(), rumor.payload().length, 1, 0, false);
    }

    private static Chunk chunk(Rumor rumor, int from, int to) {
        return new Chunk(rumor.id(), from, new byte[to - from]);
    }

    private static Peer peer(long instance) {
        return new Peer(Address.v4((int) instance, 7940), instance);
    }
}
