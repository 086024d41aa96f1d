package io.hearsay.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.hearsay.Address;
import io.hearsay.Batch;
import io.hearsay.Event;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.Timer;
import io.hearsay.membership.keys.KeyRing;
import io.hearsay.stack.TestMessage.Probe;
import io.hearsay.wire.ByteWriter;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What a frame costs in heap, by the thread's own counter. */
class AllocationTest {
    private static final int ROUNDS = 20_000;
    private static final int MESSAGES = 10;
    private static final int PROBE_BYTES = 24; // a header and a long

    private static final Address A = Address.parse("10.0.0.1:7940");

    private final Sink sink = new Sink();
    private final Stack stack = new Stack(
            TestNode.config(),
            0xb2,
            KeyRing.of(TestNode.KEY_ID, TestNode.KEY),
            new TestSealer(),
            sink,
            TestMessage.CODEC);
    private final Framing sender =
            new Framing(TestNode.config(), 0xa1, KeyRing.of(TestNode.KEY_ID, TestNode.KEY), new TestSealer());
    private final Binding binding = new Binding();
    private final ByteWriter frame = new ByteWriter(2_048);

    AllocationTest() {
        stack.run(sink);
    }

    private void seal(int messages) {
        Framing.begin(frame);
        for (int i = 0; i < messages; i++) TestMessage.CODEC.encode(sink.probe, frame);
        sender.seal(frame, FrameHeader.DATA, 0, binding.to(0xb2));
    }

    private void receive() {
        stack.datagramReceived(A, frame.array(), 0, frame.position());
    }

    private static double bytesPerRound(Runnable round) {
        for (int i = 0; i < ROUNDS; i++) round.run();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < ROUNDS; i++) round.run();
        return (double) (threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
    }

    @Test
    void receiving_allocates_the_messages_and_nothing_else() {
        double sealing = bytesPerRound(() -> seal(MESSAGES));
        double both = bytesPerRound(() -> {
            seal(MESSAGES);
            receive();
        });
        assertThat(sink.received).isEqualTo(2L * ROUNDS * MESSAGES);
        assertThat(both - sealing).isLessThan(MESSAGES * PROBE_BYTES + 1);
    }

    @Test
    void sending_allocates_nothing() {
        double bytes = bytesPerRound(() -> stack.execute(sink.sending));
        assertThat(sink.sent).isEqualTo(2L * ROUNDS);
        assertThat(bytes).isLessThan(1);
    }

    @Test
    void refusing_a_frame_allocates_no_more_than_a_key() {
        seal(MESSAGES);
        frame.array()[40] ^= 1;
        assertThat(bytesPerRound(this::receive)).isLessThan(200);
        assertThat(stack.stats().rejected(Reject.SEAL)).isEqualTo(2L * ROUNDS);
    }

    /** A carrier and a protocol that keep nothing. */
    private final class Sink implements Carrier, Protocol<Message, Timer> {
        final Probe probe = new Probe(1_000_000);
        final Peer peer = new Peer(A, 0xa1);
        final Runnable sending = () -> {
            for (int i = 0; i < MESSAGES; i++) stack.send(peer, probe);
        };
        long received;
        long sent;
        private final RandomGenerator random = new SplittableRandom(1);
        private long now;

        @Override
        public long nowNanos() {
            return now += 1_000_000;
        }

        @Override
        public RandomGenerator random() {
            return random;
        }

        @Override
        public void datagram(Address to, byte[] bytes, int length) {
            sent++;
        }

        @Override
        public void wakeAt(long nanos) {}

        @Override
        public long connect(Address to) {
            return 1;
        }

        @Override
        public boolean write(long stream, byte[] bytes, int length) {
            return true;
        }

        @Override
        public void read(long stream, boolean on) {}

        @Override
        public void disconnect(long stream) {}

        @Override
        public void store(Batch batch, long token) {}

        @Override
        public void deliver(Event event) {}

        @Override
        public void start() {}

        @Override
        public void receive(Peer from, Message message) {
            received++;
        }

        @Override
        public void expire(Timer timer) {}
    }
}
