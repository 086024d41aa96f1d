package io.hearsay.membership.swim;

import static io.hearsay.membership.Records.peer;
import static io.hearsay.membership.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Event;
import io.hearsay.LinkCause;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.RecordingEnvironment;
import io.hearsay.RecordingEnvironment.LinkCall;
import io.hearsay.membership.Evidence;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.MemberState;
import io.hearsay.membership.Membership;
import io.hearsay.membership.MembershipConfig;
import io.hearsay.membership.Update;
import io.hearsay.membership.swim.SwimMessage.Ack;
import io.hearsay.membership.swim.SwimMessage.Gossip;
import io.hearsay.membership.swim.SwimMessage.Nack;
import io.hearsay.membership.swim.SwimMessage.Ping;
import io.hearsay.membership.swim.SwimMessage.PingReq;
import io.hearsay.membership.swim.SwimMessage.RelayedAck;
import io.hearsay.membership.swim.SwimMessage.StreamAck;
import io.hearsay.membership.swim.SwimMessage.StreamPing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SwimTest {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final RecordingEnvironment env = new RecordingEnvironment(7);
    private final MemberRecord ann = record("ann", 1);
    private final MemberRecord bob = record("bob", 2);
    private final MemberRecord eve = record("eve", 3);
    private final Membership membership = new Membership(MembershipConfig.defaults(), env, ann);
    private final Swim swim =
            new Swim(SwimConfig.lan().withSuspicion(SwimConfig.lan().lifeguard().suspicion()), env, membership);
    private final List<Event> events = new ArrayList<>();

    @BeforeEach
    void start() {
        swim.start();
    }

    private void hear(Update update) {
        membership.hear(update, peer(eve));
        route();
    }

    private void route() {
        for (List<Event> news = env.takeEvents(); !news.isEmpty(); news = env.takeEvents()) {
            events.addAll(news);
            news.forEach(swim::onEvent);
        }
    }

    private void receive(Peer from, SwimMessage message) {
        swim.receive(from, message);
        route();
    }

    private void advance(Duration by) {
        env.advance(by, SwimTimer.class, timer -> {
            swim.expire(timer);
            route();
        });
    }

    private void members(MemberRecord... records) {
        for (MemberRecord record : records) hear(new Update.Alive(record));
        membership.dropNews();
    }

    private <M extends Message> Stream<RecordingEnvironment.Sent> sent(Class<M> kind) {
        return env.takeSent().stream().filter(sent -> kind.isInstance(sent.message()));
    }

    private Ping firstPing() {
        for (int i = 0; i < 20; i++) {
            List<RecordingEnvironment.Sent> pings = sent(Ping.class).toList();
            if (!pings.isEmpty()) return (Ping) pings.get(0).message();
            advance(Duration.ofMillis(100));
        }
        throw new AssertionError("no ping within two periods");
    }

    private MemberState stateOf(String name) {
        return Objects.requireNonNull(membership.row(name)).state();
    }

    @Test
    void probes_one_member_each_period() {
        members(bob, eve);
        int toBob = 0;
        for (int period = 0; period < 10; period++) {
            advance(PERIOD);
            for (RecordingEnvironment.Sent ping : sent(Ping.class).toList()) {
                if (ping.to().equals(peer(bob))) toBob++;
                receive(ping.to(), new Ack(((Ping) ping.message()).seq(), 0, 0));
            }
        }
        assertThat(toBob).isEqualTo(5);
    }

    @Test
    void pings_once_a_period_and_asks_nobody_for_help_while_it_stands_back() {
        members(bob, eve);
        for (int i = 0; i < 20; i++)
            hear(new Update.Suspect(ann.id(), membership.self().incarnation(), "eve", Evidence.PROBES_UNANSWERED));
        assertThat(membership.standsBack()).isTrue();
        env.takeSent();
        advance(PERIOD.multipliedBy(60));
        List<RecordingEnvironment.Sent> sent = env.takeSent();
        assertThat(sent).filteredOn(each -> each.message() instanceof Ping).hasSizeBetween(59, 61);
        assertThat(sent).noneMatch(each -> each.message() instanceof PingReq);
        assertThat(stateOf("bob")).isEqualTo(MemberState.ALIVE);
    }

    @Test
    void answers_a_ping_at_once() {
        receive(peer(bob), new Ping(42, 0, 0));
        assertThat(sent(Ack.class)).singleElement().satisfies(sent -> {
            assertThat(sent.to()).isEqualTo(peer(bob));
            assertThat(((Ack) sent.message()).seq()).isEqualTo(42);
        });
    }

    @Test
    void asks_for_help_after_the_probe_timeout() {
        members(bob, eve);
        Ping ping = firstPing();
        advance(Duration.ofMillis(500));
        assertThat(sent(PingReq.class)).singleElement().satisfies(sent -> {
            PingReq req = (PingReq) sent.message();
            assertThat(req.seq()).isEqualTo(ping.seq());
            assertThat(req.target()).isNotEqualTo(sent.to());
        });
    }

    @Test
    void accuses_who_did_not_answer_within_the_period() {
        members(bob);
        firstPing();
        advance(PERIOD);
        assertThat(stateOf("bob")).isEqualTo(MemberState.SUSPECT);
        assertThat(membership.why("bob").get(1).detail()).contains("no answer from 10.0.0.2:7940 in 500 ms");
    }

    @Test
    void a_relayed_ack_saves_the_member() {
        members(bob, eve);
        Ping ping = firstPing();
        advance(Duration.ofMillis(600));
        receive(peer(eve), new RelayedAck(ping.seq()));
        advance(Duration.ofMillis(300));
        assertThat(stateOf("bob")).isEqualTo(MemberState.ALIVE);
        assertThat(stateOf("eve")).isEqualTo(MemberState.ALIVE);
    }

    @Test
    void pings_on_behalf_of_others_and_relays_the_ack() {
        receive(peer(bob), new PingReq(5, peer(eve), 500));
        Ping ping = (Ping) sent(Ping.class).findFirst().orElseThrow().message();
        receive(peer(eve), new Ack(ping.seq(), 0, 0));
        assertThat(sent(RelayedAck.class)).containsExactly(new RecordingEnvironment.Sent(peer(bob), new RelayedAck(5)));
    }

    @Test
    void nacks_when_most_of_the_asked_time_has_passed() {
        receive(peer(bob), new PingReq(5, peer(eve), 500));
        advance(Duration.ofMillis(399));
        assertThat(sent(Nack.class)).isEmpty();
        advance(Duration.ofMillis(1));
        assertThat(sent(Nack.class)).containsExactly(new RecordingEnvironment.Sent(peer(bob), new Nack(5)));
    }

    @Test
    void stream_answers_only_are_a_diagnosis_not_a_death() {
        members(bob);
        for (int time = 1; time <= 3; time++) {
            firstPing();
            assertThat(events).noneMatch(MemberEvent.OnlyByStream.class::isInstance);
            advance(Duration.ofMillis(500));
            assertThat(env.links().takeCalls()).containsExactly(new LinkCall("open", peer(bob)));
            swim.linkUp(peer(bob));
            StreamPing ping = (StreamPing) env.links().takeSent().get(0).message();
            receive(peer(bob), new StreamAck(ping.seq()));
            assertThat(env.links().takeCalls()).containsExactly(new LinkCall("close", peer(bob)));
            advance(Duration.ofMillis(400));
        }
        assertThat(stateOf("bob")).isEqualTo(MemberState.ALIVE);
        assertThat(events).anyMatch(MemberEvent.OnlyByStream.class::isInstance);
    }

    @Test
    void a_refused_stream_is_part_of_the_story() {
        members(bob);
        firstPing();
        advance(Duration.ofMillis(500));
        swim.linkDown(peer(bob), LinkCause.REFUSED);
        advance(Duration.ofMillis(500));
        assertThat(membership.why("bob").get(1).detail()).contains("stream REFUSED");
    }

    @Test
    void gives_up_a_suspect_that_does_not_refute() {
        members(bob, eve);
        hear(new Update.Suspect(bob.id(), 0, "eve", Evidence.PROBES_UNANSWERED));
        advance(Duration.ofSeconds(4));
        assertThat(stateOf("bob")).isEqualTo(MemberState.SUSPECT);
        advance(Duration.ofSeconds(30));
        assertThat(stateOf("bob")).isEqualTo(MemberState.DEAD);
    }

    @Test
    void independent_accusers_shorten_the_wait() {
        members(bob, eve, record("kim", 4), record("leo", 5), record("mia", 6));
        for (String accuser : List.of("eve", "kim", "leo", "mia"))
            hear(new Update.Suspect(bob.id(), 0, accuser, Evidence.PROBES_UNANSWERED));
        assertThat(stateOf("bob")).isEqualTo(MemberState.SUSPECT);
        advance(Duration.ofSeconds(5));
        assertThat(stateOf("bob")).isEqualTo(MemberState.DEAD);
    }

    @Test
    void a_refutation_ends_the_suspicion() {
        members(bob, eve);
        hear(new Update.Suspect(bob.id(), 0, "eve", Evidence.PROBES_UNANSWERED));
        hear(new Update.Alive(bob.withIncarnation(1)));
        hear(new Update.Suspect(bob.id(), 1, "kim", Evidence.PROBES_UNANSWERED));
        hear(new Update.Alive(bob.withIncarnation(2)));
        advance(Duration.ofMillis(100));
        assertThat(stateOf("bob")).isEqualTo(MemberState.ALIVE);
    }

    @Test
    void tells_a_suspect_first_of_all_that_it_is_suspected() {
        members(bob);
        hear(new Update.Suspect(bob.id(), 0, "eve", Evidence.PROBES_UNANSWERED));
        env.takeSent();
        advance(PERIOD);
        List<Message> toBob = env.takeSent().stream()
                .filter(sent -> !(sent.message() instanceof Gossip))
                .map(RecordingEnvironment.Sent::message)
                .toList();
        assertThat(toBob.get(0)).isInstanceOf(Update.Suspect.class);
        assertThat(toBob.get(1)).isInstanceOf(Ping.class);
    }

    @Test
    void refuting_makes_it_more_patient_with_others() {
        hear(new Update.Suspect(ann.id(), 0, "eve", Evidence.PROBES_UNANSWERED));
        assertThat(swim.localHealth()).isEqualTo(1);
    }

    @Test
    void news_leaves_at_once_and_rounds_end_with_it() {
        members(bob, eve);
        advance(Duration.ofMillis(200));
        env.takeSent();
        hear(new Update.Alive(record("kim", 4)));
        advance(Duration.ZERO);
        assertThat(sent(Gossip.class)).hasSize(3);
        membership.dropNews();
        advance(Duration.ofMillis(300));
        assertThat(sent(Gossip.class)).isEmpty();
    }

    @Test
    void a_pause_of_its_own_accuses_nobody() {
        members(bob, eve);
        hear(new Update.Suspect(bob.id(), 0, "eve", Evidence.PROBES_UNANSWERED));
        firstPing();
        env.freeze(Duration.ofSeconds(60));
        advance(Duration.ofMillis(1));
        assertThat(stateOf("bob")).isEqualTo(MemberState.SUSPECT);
        assertThat(stateOf("eve")).isEqualTo(MemberState.ALIVE);
        assertThat(swim.localHealth()).isPositive();
    }

    @Test
    void summoned_members_probe_a_new_suspect_at_once() {
        Swim summoning = new Swim(SwimConfig.lan(), env, membership);
        members(bob, eve);
        hear(new Update.Suspect(bob.id(), 0, "eve", Evidence.PROBES_UNANSWERED));
        env.takeSent();
        events.stream().filter(MemberEvent.Suspected.class::isInstance).forEach(summoning::onEvent);
        assertThat(sent(Ping.class))
                .singleElement()
                .satisfies(sent -> assertThat(sent.to()).isEqualTo(peer(bob)));
    }

    @Test
    void a_member_is_probed_again_within_twice_the_group() {
        ProbeRing ring = new ProbeRing(env.random());
        int others = 9;
        for (int i = 0; i < others; i++) ring.add("m" + i);
        int[] last = new int[others];
        for (int turn = 1; turn <= 1_000; turn++) {
            int member =
                    Integer.parseInt(String.valueOf(ring.next(name -> true)).substring(1));
            if (last[member] > 0) assertThat(turn - last[member]).isLessThanOrEqualTo(2 * others - 1);
            last[member] = turn;
        }
    }

    @Test
    void suspicion_times_are_lifeguards() {
        SuspicionConfig config = SuspicionConfig.lifeguard();
        long second = Duration.ofSeconds(1).toNanos();
        assertThat(config.timeoutNanos(0, 10, second)).isEqualTo(30 * second);
        assertThat(config.timeoutNanos(1, 10, second)).isEqualTo(17_500_000_000L);
        assertThat(config.timeoutNanos(2, 10, second) / 1_000_000).isEqualTo(10_187);
        assertThat(config.timeoutNanos(3, 10, second)).isEqualTo(5 * second);
        assertThat(config.timeoutNanos(0, 1_000, second)).isEqualTo(90 * second);
        assertThat(config.timeoutNanos(3, 1_000, second)).isEqualTo(15 * second);
    }
}
