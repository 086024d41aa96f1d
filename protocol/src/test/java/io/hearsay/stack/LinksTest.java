package io.hearsay.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.LinkCause;
import io.hearsay.Peer;
import io.hearsay.membership.keys.KeyRing;
import io.hearsay.stack.TestMessage.Block;
import io.hearsay.stack.TestMessage.Probe;
import io.hearsay.stack.TestMessage.Rumor;
import io.hearsay.stack.TestMessage.Walk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {
    private static final Duration TIMEOUT = LinkConfig.standard().handshakeTimeout();
    private static final Duration LINGER = LinkConfig.standard().linger();

    private final TestNetwork network = new TestNetwork();
    private final TestNode a = new TestNode(network, "10.0.0.1:7940", 0xa1);
    private final TestNode b = new TestNode(network, "10.0.0.2:7940", 0xb2);

    private void link() {
        a.open(b.peer());
        network.settle();
        a.log.clear();
        b.log.clear();
    }

    private static String up(TestNode peer) {
        return "up " + peer.peer();
    }

    private static String down(TestNode peer, LinkCause cause) {
        return "down " + peer.peer() + " " + cause;
    }

    private static StackStats.Links stats(TestNode node) {
        return node.stack.stats().links();
    }

    // Coming up.

    @Test
    void a_link_comes_up_on_both_sides_with_the_addresses_at_which_they_receive() {
        a.open(b.peer());
        network.settle();
        assertThat(a.log).containsExactly("start", up(b));
        assertThat(b.log).containsExactly("start", up(a));
        assertThat(stats(a).opened()).isEqualTo(1);
        assertThat(stats(b).accepted()).isEqualTo(1);
    }

    @Test
    void messages_pass_both_ways_in_order() {
        link();
        for (int i = 1; i <= 3; i++) {
            a.sendOnLink(b, new Probe(i));
            b.sendOnLink(a, new Probe(10 + i));
        }
        network.settle();
        assertThat(b.received).containsExactly(new Probe(1), new Probe(2), new Probe(3));
        assertThat(a.received).containsExactly(new Probe(11), new Probe(12), new Probe(13));
        assertThat(b.senders).containsOnly(a.peer());
    }

    @Test
    void opening_to_an_address_tells_whose_it_is() {
        a.open(Peer.at(b.address()));
        network.settle();
        assertThat(a.log).containsExactly("start", up(b));
    }

    @Test
    void opening_a_link_that_stands_is_answered_again() {
        link();
        a.open(b.peer());
        a.open(Peer.at(b.address()));
        b.open(a.peer());
        network.settle();
        assertThat(a.log).containsExactly(up(b), up(b));
        assertThat(b.log).containsExactly(up(a));
        assertThat(stats(a).opened() + stats(b).opened()).isEqualTo(1);
    }

    @Test
    void opening_twice_at_once_is_one_handshake() {
        a.stack.execute(() -> {
            a.stack.links().open(b.peer());
            a.stack.links().open(b.peer());
        });
        network.settle();
        assertThat(a.log).containsExactly("start", up(b));
        assertThat(stats(b).accepted()).isEqualTo(1);
    }

    @Test
    void nothing_can_be_sent_before_the_link_stands() {
        a.open(b.peer());
        assertThat(a.sendOnLink(b, new Probe(1))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void two_who_open_at_once_share_the_stream_of_the_lower_instance(boolean aKnows, boolean bKnows) {
        a.open(aKnows ? b.peer() : Peer.at(b.address()));
        b.open(bKnows ? a.peer() : Peer.at(a.address()));
        network.advance(TIMEOUT.plusSeconds(1));
        assertThat(stats(a).up()).isEqualTo(1);
        assertThat(stats(b).up()).isEqualTo(1);
        assertThat(a.log).containsOnly("start", up(b));
        assertThat(b.log).containsOnly("start", up(a));
        assertThat(stats(a).handshakes() + stats(b).handshakes()).isZero();
        a.sendOnLink(b, new Probe(1));
        b.sendOnLink(a, new Probe(2));
        network.settle();
        assertThat(b.received).containsExactly(new Probe(1));
        assertThat(a.received).containsExactly(new Probe(2));
        if (aKnows && bKnows) assertThat(stats(a).opened()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void two_who_open_at_once_end_with_one_link_however_the_streams_interleave(int heldDeliveries) {
        a.open(Peer.at(b.address()));
        network.deliver(heldDeliveries);
        b.open(Peer.at(a.address()));
        network.advance(TIMEOUT.plusSeconds(1));
        assertThat(stats(a).up()).isEqualTo(1);
        assertThat(stats(b).up()).isEqualTo(1);
        a.sendOnLink(b, new Probe(1));
        b.sendOnLink(a, new Probe(2));
        network.settle();
        assertThat(b.received).containsExactly(new Probe(1));
        assertThat(a.received).containsExactly(new Probe(2));
    }

    @Test
    void a_peer_that_has_lost_its_end_gets_a_new_link_and_the_other_side_is_told() {
        link();
        a.port.resetStreams();
        network.settle();
        a.open(b.peer());
        network.settle();
        assertThat(a.log).containsExactly(down(b, LinkCause.RESET), up(b));
        assertThat(b.log).containsExactly(down(a, LinkCause.RESET), up(a));
        assertThat(stats(b).up()).isEqualTo(1);
    }

    // Not coming up.

    @Test
    void a_closed_port_refuses() {
        Peer nobody = Peer.at(b.address().withPort(1));
        a.open(nobody);
        network.settle();
        assertThat(a.log).containsExactly("start", "down " + nobody + " REFUSED");
        assertThat(stats(a).failed()).isEqualTo(1);
    }

    @Test
    void silence_is_a_time_out() {
        network.holdsStreams = true;
        a.open(b.peer());
        network.advance(TIMEOUT.minusMillis(1));
        assertThat(a.log).containsExactly("start");
        network.advance(Duration.ofMillis(1));
        assertThat(a.log).containsExactly("start", down(b, LinkCause.TIMED_OUT));
    }

    @Test
    void a_stranger_who_says_nothing_is_shown_out() {
        TestNetwork.Port stranger = network.port("192.0.2.1:1");
        stranger.start(new Silence());
        stranger.connect(b.address());
        network.settle();
        assertThat(stats(b).handshakes()).isEqualTo(1);
        network.advance(TIMEOUT);
        assertThat(stats(b).handshakes()).isZero();
        assertThat(b.log).containsExactly("start");
    }

    @Test
    void too_many_strangers_are_turned_away() {
        TestNetwork.Port stranger = network.port("192.0.2.1:1");
        stranger.start(new Silence());
        for (int i = 0; i < 1_030; i++) stranger.connect(b.address());
        network.settle();
        assertThat(stats(b).handshakes()).isEqualTo(1_024);
        assertThat(stats(b).turnedAway()).isEqualTo(6);
    }

    @Test
    void a_link_to_oneself_is_closed_and_counted() {
        a.open(Peer.at(a.address()));
        network.settle();
        assertThat(a.log).containsExactly("start", "down " + Peer.at(a.address()) + " TIMED_OUT");
        assertThat(stats(a).toSelf()).isEqualTo(1);
        assertThat(stats(a).handshakes()).isZero();
    }

    @Test
    void a_link_to_a_process_that_another_has_replaced_does_not_come_up() {
        Peer before = new Peer(b.address(), 0xb1);
        a.open(before);
        network.settle();
        assertThat(a.log).containsExactly("start", "down " + before + " TIMED_OUT");
        assertThat(stats(a).toAnother()).isEqualTo(1);
        network.advance(TIMEOUT);
        assertThat(b.log).containsExactly("start");
        assertThat(stats(b).handshakes()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"orders, 9, SEAL", "billing, 7, CLUSTER"})
    void a_node_of_another_cluster_or_key_learns_nothing(String cluster, int key, Reject why) {
        KeyRing keys = KeyRing.of(TestNode.KEY_ID, TestNode.key(key));
        TestNode stranger = new TestNode(network, "10.0.0.3:7940", 0xc3, keys, StackConfig.lan(cluster));
        stranger.open(Peer.at(b.address()));
        network.settle();
        assertThat(stranger.log).containsExactly("start", "down " + Peer.at(b.address()) + " TIMED_OUT");
        assertThat(stranger.stack.stats().frames().linkFramesReceived()).isZero();
        assertThat(b.rejected(why)).isEqualTo(1);
        assertThat(b.log).containsExactly("start");
    }

    @Test
    void a_recorded_hello_brings_no_link_up() {
        RecordingPort wire = new RecordingPort();
        TestNetwork.Port tap = network.port("192.0.2.1:1");
        tap.start(wire);
        a.open(Peer.at(tap.address));
        network.settle();
        long stream = tap.connect(b.address());
        network.settle();
        for (byte[] frame : wire.frames) tap.write(stream, frame, frame.length);
        network.settle();
        assertThat(wire.frames).hasSize(2); // a's hello, and what b answered to it
        assertThat(b.log).containsExactly("start");
        network.advance(TIMEOUT);
        assertThat(b.log).containsExactly("start");
        assertThat(stats(b).up()).isZero();
    }

    // Frames that do not belong.

    @ParameterizedTest
    @ValueSource(strings = {"repeated", "lost", "flipped", "swapped"})
    void a_stream_that_was_tampered_with_breaks(String how) {
        link();
        network.tamper = how;
        for (int i = 1; i <= 4; i++) a.sendOnLink(b, new Probe(i));
        network.settle();
        assertThat(b.received).doesNotHaveDuplicates().hasSizeLessThan(4);
        assertThat(b.log).containsExactly(down(a, LinkCause.RESET));
        assertThat(b.rejected(Reject.SEAL)).isEqualTo(1);
        assertThat(stats(b).broken()).isEqualTo(1);
    }

    @Test
    void a_malformed_message_on_a_link_costs_that_message_alone() {
        link();
        a.sendOnLink(b, new Rumor("bug"));
        a.sendOnLink(b, new Probe(1));
        network.settle();
        assertThat(b.received).containsExactly(new Probe(1));
        assertThat(stats(b).up()).isEqualTo(1);
    }

    // Going down.

    @Test
    void a_process_that_dies_closes_its_links() {
        link();
        b.port.kill();
        network.settle();
        assertThat(a.log).containsExactly(down(b, LinkCause.CLOSED));
        assertThat(stats(a).broken()).isEqualTo(1);
    }

    @Test
    void a_stack_that_closes_says_goodbye() {
        link();
        b.stack.close("shutting down");
        network.settle();
        assertThat(a.log).containsExactly(down(b, LinkCause.GOODBYE));
        assertThat(stats(a).ended()).isEqualTo(1);
    }

    @Test
    void a_link_that_nobody_needs_ends_after_its_linger() {
        link();
        a.closeLink(b);
        network.advance(LINGER.minusMillis(1));
        assertThat(a.log).isEmpty();
        network.advance(Duration.ofMillis(1));
        assertThat(a.log).containsExactly(down(b, LinkCause.GOODBYE));
        assertThat(b.log).containsExactly(down(a, LinkCause.GOODBYE));
    }

    @Test
    void a_link_stays_as_long_as_the_peer_needs_it() {
        link();
        b.open(a.peer());
        network.settle();
        a.closeLink(b);
        network.advance(LINGER.multipliedBy(3));
        assertThat(stats(a).up()).isEqualTo(1);
        b.closeLink(a);
        network.advance(LINGER.plusMillis(1));
        assertThat(stats(a).up()).isZero();
        assertThat(stats(b).up()).isZero();
    }

    @Test
    void a_link_in_use_stays_though_nobody_asked_for_it() {
        link();
        a.closeLink(b);
        network.advance(LINGER.dividedBy(2));
        b.sendOnLink(a, new Probe(1));
        network.advance(LINGER.minusMillis(1));
        assertThat(stats(a).up()).isEqualTo(1);
        network.advance(Duration.ofMillis(1));
        network.advance(LINGER);
        assertThat(stats(a).up()).isZero();
    }

    @Test
    void a_link_that_is_needed_again_within_its_linger_stays() {
        link();
        a.closeLink(b);
        network.advance(LINGER.dividedBy(2));
        a.open(b.peer());
        network.advance(LINGER.multipliedBy(2));
        assertThat(a.log).containsExactly(up(b));
        assertThat(stats(a).up()).isEqualTo(1);
    }

    @Test
    void closing_before_the_link_stands_gives_it_up_in_silence() {
        network.holdsStreams = true;
        a.open(b.peer());
        a.closeLink(b);
        network.releaseStreams();
        network.advance(TIMEOUT);
        assertThat(a.log).containsExactly("start");
        assertThat(b.log).containsExactly("start");
        assertThat(stats(a).handshakes() + stats(b).handshakes()).isZero();
    }

    // Windows and classes.

    @Test
    void a_full_window_says_no_and_later_that_it_is_writable() {
        link();
        a.port.windowBytes = 20_000;
        network.holdsStreams = true;
        Block block = new Block(1, "x".repeat(10_000));
        int taken = 0;
        while (a.sendOnLink(b, block)) taken++;
        assertThat(taken).isBetween(26, 30);
        assertThat(a.log).isEmpty();
        network.releaseStreams();
        assertThat(a.log).containsExactly("writable " + b.peer());
        assertThat(b.received).hasSize(taken);
        assertThat(stats(a).windowsFull()).isEqualTo(1);
    }

    @Test
    void a_sender_that_goes_on_when_it_may_gets_everything_across_in_order() {
        link();
        a.port.windowBytes = 30_000;
        List<Integer> numbers = new ArrayList<>();
        int[] next = {0};
        Runnable pump = () -> {
            while (next[0] < 500 && a.stack.links().send(b.peer(), new Block(next[0], "x".repeat(3_000)))) next[0]++;
        };
        a.onWritable = peer -> pump.run();
        b.onReceive = (from, message) -> numbers.add(((Block) message).number());
        a.stack.execute(pump);
        network.advance(Duration.ofSeconds(1));
        assertThat(numbers).hasSize(500).isSorted();
    }

    @Test
    void who_is_not_read_waits_and_loses_nothing() {
        link();
        a.port.windowBytes = 20_000;
        b.stack.execute(() -> b.stack.links().pause(a.peer()));
        network.settle();
        Block block = new Block(1, "x".repeat(10_000));
        int taken = 0;
        while (a.sendOnLink(b, block)) taken++;
        assertThat(b.received).as("what was sent before it was known").isEmpty();
        assertThat(a.log).isEmpty();
        b.stack.execute(() -> b.stack.links().resume(a.peer()));
        network.settle();
        assertThat(b.received).hasSize(taken);
        assertThat(a.log).containsExactly("writable " + b.peer());
    }

    @Test
    void small_messages_of_a_high_class_overtake_large_ones_that_wait() {
        link();
        a.port.windowBytes = 1;
        network.holdsStreams = true;
        for (int i = 0; i < 5; i++) a.sendOnLink(b, new Block(i, "x".repeat(10_000)));
        a.sendOnLink(b, new Walk("last"));
        a.sendOnLink(b, new Probe(1));
        network.releaseStreams();
        assertThat(b.received.indexOf(new Probe(1))).isEqualTo(1);
        assertThat(b.received).hasSize(7).endsWith(new Walk("last"));
    }

    @Test
    void what_one_handler_sends_on_a_link_is_packed() {
        link();
        long before = a.stack.stats().frames().linkFramesSent();
        a.stack.execute(() -> {
            for (int i = 1; i <= 100; i++) a.stack.links().send(b.peer(), new Probe(i));
        });
        network.settle();
        assertThat(b.received).hasSize(100);
        assertThat(a.stack.stats().frames().linkFramesSent() - before).isEqualTo(1);
    }

    @Test
    void a_message_of_16_kib_passes() {
        link();
        Rumor large = new Rumor("x".repeat(MessageCodec.MAX_BODY_BYTES - 3));
        a.sendOnLink(b, large);
        network.settle();
        assertThat(b.received).containsExactly(large);
    }

    @Test
    void over_budget_a_link_waits_too() {
        StackConfig config = TestNode.config().withBudgetBytesPerSecond(16 * 1024);
        TestNode poor = new TestNode(network, "10.0.0.9:7940", 0x99, KeyRing.of(TestNode.KEY_ID, TestNode.KEY), config);
        poor.open(b.peer());
        network.settle();
        for (int i = 0; i < 10; i++) poor.sendOnLink(b, new Block(i, "x".repeat(4_000)));
        poor.sendOnLink(b, new Probe(1));
        network.settle();
        assertThat(b.received).contains(new Probe(1)).hasSizeLessThan(4);
        network.advance(Duration.ofSeconds(4));
        assertThat(b.received).hasSize(11);
    }

    // Faults.

    @Test
    void a_cut_makes_links_look_silent() {
        link();
        LinkFaults faults = new LinkFaults(a.port.random());
        a.stack.faults(faults);
        faults.set(List.of(LinkFaults.Rule.cut(b.address(), null)));
        a.sendOnLink(b, new Probe(1));
        a.open(b.peer());
        b.open(a.peer());
        network.advance(TIMEOUT);
        assertThat(a.log).containsExactly(down(b, LinkCause.TIMED_OUT), down(b, LinkCause.TIMED_OUT));
        assertThat(b.received).isEmpty();
        assertThat(stats(b).up()).isZero();
        faults.set(List.of());
        a.open(b.peer());
        network.settle();
        assertThat(stats(a).up()).isEqualTo(1);
    }

    @Test
    void a_delay_keeps_the_order_even_when_it_ends() {
        link();
        LinkFaults faults = new LinkFaults(a.port.random());
        a.stack.faults(faults);
        faults.set(List.of(LinkFaults.Rule.delay(null, null, Duration.ofMillis(50))));
        a.sendOnLink(b, new Probe(1));
        b.sendOnLink(a, new Probe(11));
        network.settle();
        faults.set(List.of());
        a.sendOnLink(b, new Probe(2));
        b.sendOnLink(a, new Probe(12));
        network.settle();
        assertThat(b.received).isEmpty();
        network.advance(Duration.ofMillis(50));
        assertThat(b.received).containsExactly(new Probe(1), new Probe(2));
        assertThat(a.received).containsExactly(new Probe(11), new Probe(12));
        a.sendOnLink(b, new Probe(3));
        network.settle();
        assertThat(b.received).hasSize(3);
    }

    /** Takes connections and says nothing. */
    private static class Silence implements Carried {
        @Override
        public void datagramReceived(io.hearsay.Address from, byte[] frame, int offset, int length) {}

        @Override
        public void wake() {}

        @Override
        public void accepted(long stream, io.hearsay.Address from) {}

        @Override
        public void connected(long stream) {}

        @Override
        public void streamFrame(long stream, byte[] frame, int offset, int length) {}

        @Override
        public void writable(long stream) {}

        @Override
        public void disconnected(long stream, LinkCause cause) {}

        @Override
        public void stored(long token) {}

        @Override
        public void storeFailed(long token, String why) {}
    }

    /** Keeps every frame that comes in. */
    private static final class RecordingPort extends Silence {
        final List<byte[]> frames = new ArrayList<>();

        @Override
        public void streamFrame(long stream, byte[] frame, int offset, int length) {
            frames.add(java.util.Arrays.copyOfRange(frame, offset, offset + length));
        }
    }
}
