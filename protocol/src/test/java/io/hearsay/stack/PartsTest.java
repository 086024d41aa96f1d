package io.hearsay.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.Address;
import io.hearsay.Batch;
import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.LinkCause;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.RecordingEnvironment;
import io.hearsay.RecordingEnvironment.LinkCall;
import io.hearsay.Timer;
import io.hearsay.stack.TestMessage.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PartsTest {
    private static final Peer PEER = new Peer(Address.parse("10.0.0.1:7940"), 1);
    private static final Peer SEED = Peer.at(Address.parse("10.0.0.9:7940"));

    private final RecordingEnvironment env = new RecordingEnvironment(1);
    private final List<Event> heard = new ArrayList<>();
    private Consumer<Event> composite = event -> {};
    private final Parts parts = new Parts(env, event -> {
        heard.add(event);
        composite.accept(event);
    });
    private final Part<Message, Tick> one = parts.add(Tick.class, own -> new Part<>(own));
    private final Part<Probe, Tock> two = parts.add(Probe.class, Tock.class, own -> new Part<>(own));

    private record Tick() implements Timer {}

    private record Tock() implements Timer {}

    private record Said(String what) implements Event {}

    private static final class Part<M extends Message, T extends Timer> implements Protocol<M, T> {
        final Environment env;
        final List<String> log = new ArrayList<>();
        final List<Event> events = new ArrayList<>();

        Part(Environment env) {
            this.env = env;
        }

        @Override
        public void start() {
            log.add("start");
        }

        @Override
        public void receive(Peer from, M message) {
            log.add("read " + message);
        }

        @Override
        public void expire(T timer) {
            log.add("due " + timer);
        }

        @Override
        public void onEvent(Event event) {
            events.add(event);
        }

        @Override
        public void persisted(long token) {
            log.add("stored " + token);
        }

        @Override
        public void persistFailed(long token, String why) {
            log.add("lost " + token + " " + why);
        }

        @Override
        public void linkUp(Peer peer) {
            log.add("up " + peer.instance());
        }

        @Override
        public void linkWritable(Peer peer) {
            log.add("writable " + peer.instance());
        }

        @Override
        public void linkDown(Peer peer, LinkCause cause) {
            log.add("down " + peer.instance() + " " + cause);
        }
    }

    // Inputs.

    @Test
    void each_part_is_handed_what_is_its_own() {
        parts.start();
        parts.expire(new Tick());
        parts.expire(new Tock());
        parts.receive(PEER, new Probe(7));
        parts.receive(PEER, new Probe(8));
        assertThat(one.log).containsExactly("start", "due Tick[]");
        assertThat(two.log).containsExactly("start", "due Tock[]", "read Probe[seq=7]", "read Probe[seq=8]");
    }

    @Test
    void what_no_part_takes_and_what_two_would_take_is_a_fault_of_the_composite() {
        assertThatThrownBy(() -> parts.receive(PEER, new TestMessage.Rumor("x")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Rumor");
        assertThatThrownBy(() -> parts.<Tick, Part<Message, Tick>>add(Tick.class, own -> new Part<>(own)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Tick");
    }

    @Test
    void what_one_reports_all_parts_hear_and_then_the_composite() {
        composite = event -> assertThat(two.events).containsExactly(event);
        one.env.emit(new Said("fire"));
        parts.settle();
        assertThat(one.events).containsExactly(new Said("fire"));
        assertThat(heard).containsExactly(new Said("fire"));
    }

    @Test
    void a_batch_is_stored_for_whoever_gave_it_under_its_own_token() {
        one.env.persist(Batch.of("k", new byte[1]), 5);
        long first = env.lastToken();
        two.env.persist(Batch.of("k", new byte[1]), 5);
        parts.shared().persist(Batch.of("k", new byte[1]), 5);
        parts.persisted(env.lastToken());
        parts.persistFailed(first + 1, "the disk is full");
        parts.persisted(first);
        assertThat(one.log).containsExactly("stored 5");
        assertThat(two.log).containsExactly("lost 5 the disk is full");
        assertThatThrownBy(() -> parts.persisted(first)).isInstanceOf(IllegalStateException.class);
    }

    // Links.

    @Test
    void one_parts_close_does_not_hurt_another() {
        one.env.links().open(PEER);
        two.env.links().open(PEER);
        parts.linkUp(PEER);
        one.env.links().close(PEER, "done");
        assertThat(env.links().takeCalls()).containsExactly(new LinkCall("open", PEER), new LinkCall("open", PEER));
        two.env.links().close(PEER, "done");
        assertThat(env.links().takeCalls()).containsExactly(new LinkCall("close", PEER));
    }

    @Test
    void closing_what_one_never_opened_or_has_closed_already_does_nothing() {
        one.env.links().open(PEER);
        two.env.links().close(PEER, "not mine");
        one.env.links().close(PEER, "done");
        one.env.links().close(PEER, "again");
        assertThat(env.links().takeCalls()).containsExactly(new LinkCall("open", PEER), new LinkCall("close", PEER));
    }

    @Test
    void a_link_that_comes_up_or_goes_down_is_told_to_all() {
        one.env.links().open(PEER);
        parts.linkUp(PEER);
        parts.linkDown(PEER, LinkCause.CLOSED);
        assertThat(one.log).containsExactly("up 1", "down 1 CLOSED");
        assertThat(two.log).containsExactly("up 1", "down 1 CLOSED");
    }

    @Test
    void a_link_that_stands_already_is_told_to_who_asked() {
        one.env.links().open(PEER);
        parts.linkUp(PEER);
        two.env.links().open(PEER);
        parts.linkUp(PEER);
        assertThat(one.log).containsExactly("up 1");
        assertThat(two.log).containsExactly("up 1", "up 1");
    }

    @Test
    void a_link_that_never_stood_is_told_to_who_asked() {
        one.env.links().open(PEER);
        parts.linkDown(PEER, LinkCause.REFUSED);
        two.env.links().open(SEED);
        parts.linkDown(SEED, LinkCause.TIMED_OUT);
        assertThat(one.log).containsExactly("down 1 REFUSED");
        assertThat(two.log).containsExactly("down 0 TIMED_OUT");
    }

    @Test
    void whoever_sought_a_seed_needs_the_process_that_was_found_there() {
        one.env.links().open(SEED);
        Peer found = new Peer(SEED.address(), 5);
        parts.linkUp(found);
        two.env.links().open(found);
        parts.linkUp(found);
        env.links().takeCalls();
        two.env.links().close(found, "done");
        assertThat(env.links().takeCalls()).isEmpty();
        one.env.links().close(found, "done");
        assertThat(env.links().takeCalls()).containsExactly(new LinkCall("close", found));
    }

    @Test
    void giving_up_a_seed_before_it_was_found_closes() {
        one.env.links().open(SEED);
        one.env.links().close(SEED, "another seed answered");
        assertThat(env.links().takeCalls()).containsExactly(new LinkCall("open", SEED), new LinkCall("close", SEED));
    }

    @Test
    void interest_ends_with_the_link() {
        one.env.links().open(PEER);
        parts.linkUp(PEER);
        parts.linkDown(PEER, LinkCause.RESET);
        env.links().takeCalls();
        one.env.links().close(PEER, "late");
        assertThat(env.links().takeCalls()).isEmpty();
    }

    @Test
    void a_window_that_opens_is_told_to_who_waits() {
        parts.linkUp(PEER);
        env.links().writable(false);
        assertThat(one.env.links().send(PEER, new Probe(1))).isFalse();
        env.links().writable(true);
        assertThat(two.env.links().send(PEER, new Probe(2))).isTrue();
        parts.linkWritable(PEER);
        assertThat(one.log).containsExactly("up 1", "writable 1");
        assertThat(two.log).containsExactly("up 1");
    }

    @Test
    void a_peer_that_two_parts_pause_is_read_when_both_resume() {
        parts.linkUp(PEER);
        one.env.links().pause(PEER);
        two.env.links().pause(PEER);
        env.links().takeCalls();
        one.env.links().resume(PEER);
        assertThat(env.links().takeCalls()).isEmpty();
        two.env.links().resume(PEER);
        two.env.links().resume(PEER);
        assertThat(env.links().takeCalls()).containsExactly(new LinkCall("resume", PEER));
    }

    // Events and the rest.

    @Test
    void the_composite_hears_events_when_the_handler_is_over_and_in_order() {
        one.env.emit(new Said("one"));
        two.env.emit(new Said("two"));
        parts.shared().emit(new Said("three"));
        assertThat(heard).isEmpty();
        parts.settle();
        assertThat(heard).containsExactly(new Said("one"), new Said("two"), new Said("three"));
        assertThat(env.takeEvents()).isEmpty();
    }

    @Test
    void events_that_an_event_brings_about_come_after_it() {
        composite = event -> {
            if (event.equals(new Said("cause"))) {
                two.env.emit(new Said("effect"));
                parts.settle();
            }
        };
        one.env.emit(new Said("cause"));
        one.env.emit(new Said("next"));
        parts.settle();
        assertThat(heard).containsExactly(new Said("cause"), new Said("next"), new Said("effect"));
    }

    @Test
    void all_else_goes_to_the_environment_of_the_whole() {
        one.env.send(PEER, new Probe(1));
        assertThat(env.takeSent()).hasSize(1);
        assertThat(one.env.nowNanos()).isEqualTo(env.nowNanos());
        assertThat(one.env.random()).isSameAs(env.random());
    }
}
