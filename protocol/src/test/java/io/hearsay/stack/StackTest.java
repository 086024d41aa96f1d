package io.hearsay.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hearsay.Batch;
import io.hearsay.Event;
import io.hearsay.Peer;
import io.hearsay.membership.keys.KeyRing;
import io.hearsay.stack.TestMessage.Block;
import io.hearsay.stack.TestMessage.Probe;
import io.hearsay.stack.TestMessage.Rumor;
import io.hearsay.stack.TestMessage.Walk;
import io.hearsay.stack.TestNode.Bell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a handler may do, and what comes of it when. */
class StackTest {
    private final TestNetwork network = new TestNetwork();
    private final TestNode a = new TestNode(network, "10.0.0.1:7940", 0xa1);
    private final TestNode b = new TestNode(network, "10.0.0.2:7940", 0xb2);
    private final TestNode c = new TestNode(network, "10.0.0.3:7940", 0xc3);

    private record Said(String what) implements Event {}

    // Packets.

    @Test
    void a_message_arrives_with_its_senders_address_and_instance() {
        a.send(b, new Probe(1));
        network.settle();
        assertThat(b.received).containsExactly(new Probe(1));
        assertThat(b.senders).containsExactly(a.peer());
    }

    @Test
    void what_one_handler_sends_to_one_peer_is_one_packet() {
        a.stack.execute(() -> {
            a.stack.send(b.peer(), new Probe(1));
            a.stack.send(c.peer(), new Probe(2));
            a.stack.send(b.peer(), new Rumor("x"));
            a.stack.send(c.peer(), new Rumor("y"));
        });
        assertThat(network.datagrams).hasSize(2);
        assertThat(network.datagrams.get(0).to).isEqualTo(b.address());
        network.settle();
        assertThat(b.received).containsExactly(new Probe(1), new Rumor("x"));
        assertThat(c.received).containsExactly(new Probe(2), new Rumor("y"));
    }

    @Test
    void two_addresses_of_one_process_are_two_packets() {
        TestNetwork.Port second = network.port("10.0.9.2:7940");
        second.start(b.stack);
        a.stack.execute(() -> {
            a.stack.send(b.peer(), new Probe(1));
            a.stack.send(new Peer(second.address, b.stack.instance()), new Probe(2));
            a.stack.send(b.peer(), new Probe(3));
        });
        assertThat(network.datagrams).hasSize(2);
        network.settle();
        assertThat(b.received).containsExactly(new Probe(1), new Probe(3), new Probe(2));
    }

    @Test
    void what_exceeds_the_mtu_is_split_between_messages() {
        Rumor large = new Rumor("x".repeat(400));
        a.send(b, large, large, large, large, large);
        assertThat(network.datagrams)
                .hasSize(3)
                .allSatisfy(sent -> assertThat(sent.frame.length).isLessThanOrEqualTo(1_232));
        network.settle();
        assertThat(b.received).hasSize(5);
    }

    @Test
    void a_message_may_fill_a_datagram_to_the_last_byte_and_not_more() {
        int room = a.stack.datagramRoomBytes();
        a.send(b, new Rumor("x".repeat(room - 6)));
        assertThat(network.datagrams.get(0).frame).hasSize(1_232);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.send(b, new Rumor("x".repeat(room - 5))))
                .withMessageContaining("link");
    }

    @Test
    void a_packet_is_filled_up_by_the_protocol() {
        for (int i = 1; i <= 5; i++) a.riding.add(new Rumor("r" + i));
        a.send(b, new Probe(1));
        network.settle();
        assertThat(network.datagrams).hasSize(1);
        assertThat(b.received)
                .hasSize(6)
                .startsWith(new Probe(1), new Rumor("r1"))
                .endsWith(new Rumor("r5"));
    }

    @Test
    void riders_that_do_not_fit_wait_for_the_next_packet() {
        for (int i = 0; i < 3; i++) a.riding.add(new Rumor("x".repeat(500)));
        a.send(b, new Probe(1));
        assertThat(a.riding).hasSize(1);
        assertThat(network.datagrams.get(0).frame.length).isLessThanOrEqualTo(1_232);
    }

    @Test
    void a_datagram_needs_a_known_instance() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.stack.execute(() -> a.stack.send(Peer.at(b.address()), new Probe(1))))
                .withMessageContaining("link");
    }

    @Test
    void an_answer_leaves_after_the_whole_frame_was_read() {
        b.onReceive = (from, message) -> b.stack.send(from, message);
        a.send(b, new Probe(1), new Probe(2), new Probe(3));
        network.settle();
        assertThat(network.datagrams).hasSize(2);
        assertThat(a.received).containsExactly(new Probe(1), new Probe(2), new Probe(3));
    }

    // Handlers, timers, events, storage.

    @Test
    void timers_come_in_order_and_each_is_a_handler_of_its_own() {
        a.onExpire = timer -> a.stack.send(b.peer(), new Probe(1));
        a.stack.execute(() -> {
            a.stack.schedule(Duration.ofMillis(20), new Bell("second"));
            a.stack.schedule(Duration.ofMillis(10), new Bell("first"));
            a.stack.schedule(Duration.ofMillis(20), new Bell("third"));
        });
        network.advance(Duration.ofMillis(30));
        assertThat(a.log)
                .containsExactly(
                        "start",
                        "expire " + new Bell("first"),
                        "expire " + new Bell("second"),
                        "expire " + new Bell("third"));
        assertThat(network.datagrams).hasSize(3);
    }

    @Test
    void a_timer_without_delay_waits_for_the_next_time_the_carrier_calls() {
        List<String> order = new ArrayList<>();
        a.onExpire = timer -> {
            order.add(((Bell) timer).name());
            if (order.size() < 4) a.stack.schedule(0, new Bell("again"));
        };
        a.stack.execute(() -> a.stack.schedule(0, new Bell("once")));
        long before = a.port.wakeCalls;
        network.advance(Duration.ZERO);
        assertThat(order).containsExactly("once", "again", "again", "again");
        assertThat(a.port.wakeCalls - before).isEqualTo(3);
    }

    @Test
    void an_alarm_that_comes_early_is_set_again() {
        a.stack.execute(() -> a.stack.schedule(Duration.ofMillis(10), new Bell("late")));
        a.stack.wake();
        assertThat(a.log).containsExactly("start");
        network.advance(Duration.ofMillis(10));
        assertThat(a.log).hasSize(2);
    }

    @Test
    void a_timer_for_ever_overflows_nothing() {
        a.stack.execute(() -> a.stack.schedule(Long.MAX_VALUE, new Bell("never")));
        network.advance(Duration.ofDays(1));
        assertThat(a.log).containsExactly("start");
    }

    @Test
    void events_go_up_after_the_handler_in_their_order() {
        a.stack.execute(() -> {
            a.stack.emit(new Said("one"));
            assertThat(a.port.events).isEmpty();
            a.stack.emit(new Said("two"));
        });
        assertThat(a.port.events).containsExactly(new Said("one"), new Said("two"));
    }

    @Test
    void a_command_from_within_a_handler_waits_until_it_has_returned() {
        List<String> order = new ArrayList<>();
        a.stack.execute(() -> {
            a.stack.execute(() -> order.add("inner"));
            order.add("outer");
        });
        assertThat(order).containsExactly("outer", "inner");
    }

    @Test
    void a_carrier_that_calls_from_within_a_call_is_told() {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> a.stack.execute(() -> a.stack.wake()));
    }

    @Test
    void an_exception_in_a_handler_reaches_the_carrier_and_leaves_the_stack_usable() {
        assertThatIllegalStateException()
                .isThrownBy(() -> a.stack.execute(() -> {
                    throw new IllegalStateException("a bug");
                }));
        a.send(b, new Probe(1));
        network.settle();
        assertThat(b.received).containsExactly(new Probe(1));
    }

    @Test
    void what_is_stored_is_reported() {
        a.stack.execute(() -> a.stack.persist(Batch.of("key", new byte[1]), 42));
        network.settle();
        assertThat(a.port.stored).containsExactly("key");
        assertThat(a.log).containsExactly("start", "persisted 42");
    }

    @Test
    void a_stack_runs_one_protocol() {
        assertThatIllegalStateException().isThrownBy(() -> a.stack.run(a));
    }

    // Budget.

    @Test
    void over_budget_low_classes_wait_and_membership_does_not() {
        TestNode poor = poor();
        poor.stack.execute(() -> {
            for (int i = 0; i < 40; i++) poor.stack.send(b.peer(), new Rumor("x".repeat(500)));
            poor.stack.send(b.peer(), new Walk("slow"));
            poor.stack.send(b.peer(), new Probe(1));
        });
        network.settle();
        assertThat(b.received).contains(new Probe(1)).doesNotContain(new Walk("slow"));
        assertThat(b.received).hasSizeBetween(5, 15);
        network.advance(Duration.ofSeconds(2));
        assertThat(b.received).hasSize(42).endsWith(new Walk("slow"));
        StackStats.Waiting events = poor.stack.stats().waiting().get(Traffic.EVENTS.rank);
        assertThat(events.waited()).isBetween(25L, 35L);
        assertThat(events.waitingBytes()).isZero();
        assertThat(events.dropped()).isZero();
    }

    @Test
    void what_finds_no_room_to_wait_is_dropped_and_counted() {
        TestNode poor = poor();
        int count = Backlog.MAX_BYTES / 1_000 + 50;
        poor.stack.execute(() -> {
            for (int i = 0; i < count; i++) poor.stack.send(b.peer(), new Block(i, "x".repeat(1_000)));
        });
        StackStats.Waiting data = poor.stack.stats().waiting().get(Traffic.DATA.rank);
        assertThat(data.waitingBytes()).isLessThanOrEqualTo(Backlog.MAX_BYTES);
        assertThat(data.dropped()).isPositive();
    }

    private TestNode poor() {
        StackConfig config = TestNode.config().withBudgetBytesPerSecond(16 * 1024);
        return new TestNode(network, "10.0.0.9:7940", 0x99, KeyRing.of(TestNode.KEY_ID, TestNode.KEY), config);
    }

    // Faults.

    @Test
    void a_cut_peer_hears_nothing_and_is_not_heard() {
        LinkFaults faults = new LinkFaults(a.port.random());
        a.stack.faults(faults);
        faults.set(List.of(LinkFaults.Rule.cut(b.address(), null)));
        a.send(b, new Probe(1));
        a.send(c, new Probe(2));
        b.send(a, new Probe(3));
        c.send(a, new Probe(4));
        network.settle();
        assertThat(b.received).isEmpty();
        assertThat(c.received).containsExactly(new Probe(2));
        assertThat(a.received).containsExactly(new Probe(4));
        assertThat(a.stack.stats().faults()).isEqualTo(2);
        faults.set(List.of());
        a.send(b, new Probe(5));
        network.settle();
        assertThat(b.received).containsExactly(new Probe(5));
    }

    @Test
    void delayed_datagrams_come_later_in_both_directions() {
        LinkFaults faults = new LinkFaults(a.port.random());
        a.stack.faults(faults);
        faults.set(List.of(LinkFaults.Rule.delay(null, null, Duration.ofMillis(50))));
        a.send(b, new Probe(1));
        b.send(a, new Probe(2));
        network.advance(Duration.ofMillis(49));
        assertThat(b.received).isEmpty();
        assertThat(a.received).isEmpty();
        network.advance(Duration.ofMillis(1));
        assertThat(b.received).containsExactly(new Probe(1));
        assertThat(a.received).containsExactly(new Probe(2));
    }

    // The end.

    @Test
    void a_closed_stack_says_and_hears_nothing() {
        a.stack.execute(() -> a.stack.schedule(Duration.ofMillis(1), new Bell("late")));
        a.stack.close("test");
        b.send(a, new Probe(1));
        a.stack.execute(() -> a.stack.send(b.peer(), new Probe(2)));
        network.advance(Duration.ofSeconds(1));
        assertThat(a.received).isEmpty();
        assertThat(b.received).isEmpty();
        assertThat(a.log).containsExactly("start");
    }
}
