package io.hearsay.bench;

import io.hearsay.Address;
import io.hearsay.Batch;
import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.Timer;
import io.hearsay.membership.keys.KeyRing;
import io.hearsay.membership.swim.SwimMessage;
import io.hearsay.stack.Carrier;
import io.hearsay.stack.ClusterNode;
import io.hearsay.stack.Sealer;
import io.hearsay.stack.Stack;
import io.hearsay.stack.StackConfig;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One message through two stacks, without a socket and without a cipher: packed, framed, received, handed over. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PacketBenchmark {
    private static final Address FROM = Address.parse("10.0.0.1:7940");
    private static final Address TO = Address.parse("10.0.0.2:7940");
    private static final Peer RECEIVER = new Peer(TO, 2);

    private final Wire toReceiver = new Wire();
    private final Stack sender = stack(1, toReceiver);
    private final Stack receiver = stack(2, new Wire());
    private final Sink sink = new Sink();

    /** Connects the two. */
    public PacketBenchmark() {
        toReceiver.to = receiver;
        sender.run(new Sink());
        receiver.run(sink);
    }

    /** A ping, there. */
    @Benchmark
    public long ping() {
        sender.execute(() -> ((Environment) sender).send(RECEIVER, new SwimMessage.Ping(1, 2, 3)));
        return sink.received;
    }

    private static Stack stack(long instance, Carrier carrier) {
        Sealer none = (clusterKey, clusterId, process) -> {
            throw new AssertionError("no keys, no cipher");
        };
        return new Stack(StackConfig.lan("bench"), instance, KeyRing.insecure(), none, carrier, ClusterNode.codec());
    }

    /** Counts. */
    private static final class Sink implements Protocol<Message, Timer> {
        private long received;

        @Override
        public void start() {}

        @Override
        public void receive(Peer from, Message message) {
            received++;
        }

        @Override
        public void expire(Timer timer) {}
    }

    /** Hands datagrams to the other stack at once. */
    private static final class Wire implements Carrier {
        private final RandomGenerator random = new SplittableRandom(1);
        private @Nullable Stack to;

        @Override
        public long nowNanos() {
            return System.nanoTime();
        }

        @Override
        public RandomGenerator random() {
            return random;
        }

        @Override
        public void datagram(Address address, byte[] frame, int length) {
            if (to != null) to.datagramReceived(FROM, frame, 0, length);
        }

        @Override
        public void wakeAt(long nanos) {}

        @Override
        public long connect(Address address) {
            return 1;
        }

        @Override
        public boolean write(long stream, byte[] frame, int length) {
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
    }
}
