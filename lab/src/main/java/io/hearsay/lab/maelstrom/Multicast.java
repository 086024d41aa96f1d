package io.hearsay.lab.maelstrom;

import io.hearsay.Address;
import io.hearsay.Batch;
import io.hearsay.Event;
import io.hearsay.LinkCause;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.Timer;
import io.hearsay.dissemination.bimodal.Bimodal;
import io.hearsay.dissemination.bimodal.BimodalCodec;
import io.hearsay.dissemination.bimodal.BimodalConfig;
import io.hearsay.dissemination.bimodal.BimodalConfig.Buffer;
import io.hearsay.dissemination.bimodal.BimodalConfig.Choice;
import io.hearsay.dissemination.bimodal.BimodalConfig.Repair;
import io.hearsay.dissemination.bimodal.BimodalConfig.Rounds;
import io.hearsay.dissemination.bimodal.BimodalMessage;
import io.hearsay.dissemination.bimodal.Payload;
import io.hearsay.membership.keys.KeyRing;
import io.hearsay.sampling.UniformPeers;
import io.hearsay.stack.Carrier;
import io.hearsay.stack.MessageCodec;
import io.hearsay.stack.Sealer;
import io.hearsay.stack.Stack;
import io.hearsay.stack.StackConfig;
import io.hearsay.stack.Traffic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Bimodal multicast on the production stack, with the workbench's messages as its carrier.
 *
 * <p>Frames that leave within a batch's time travel in one message to each node. Bound: {@link #KEPT}; a split that
 * lasts longer loses what went by, and says so. Not thread-safe.
 */
final class Multicast implements Carrier {
    static final long NEVER = Long.MAX_VALUE;

    /** The largest payload, in bytes: what fits in one message of the stack. */
    static final int MAX_PAYLOAD_BYTES = 15 * 1024;

    /** Two digests each: 4 messages a second of each node, and a lost message is here after a second or two. */
    private static final Rounds ROUNDS = new Rounds(Duration.ofMillis(500), 0.2, 2, Choice.FIXED);

    /** More than an hour of rounds, and 20 minutes of 50 broadcasts a second. */
    private static final Buffer KEPT = new Buffer(10_000, 1 << 16, 64 << 20, 4_096, 1 << 16);

    /** A request is good for 10 s: batches and the workbench may hold it and its digest up. */
    private static final Repair REPAIR = new Repair(10_000, 1_024, 1 << 20, 20, MAX_PAYLOAD_BYTES, 8 * 1024);

    private static final Sealer NO_CIPHER = (key, cluster, instance) -> {
        throw new AssertionError("there are no keys");
    };

    private static final int PORT = 7940;
    private static final int FIRST_ADDRESS = 10 << 24;

    private final Map<String, Peer> peers = new LinkedHashMap<>();
    private final Map<Address, String> names = new LinkedHashMap<>();
    private final Map<String, List<byte[]>> waiting = new LinkedHashMap<>();
    private final Deque<Runnable> answers = new ArrayDeque<>();
    private final long batchNanos;
    private final RandomGenerator random;
    private final LongSupplier clock;
    private final BiConsumer<String, List<byte[]>> post;
    private final Consumer<Event> events;
    private final Stack stack;
    private final Bimodal bimodal;
    private long streams;
    private long alarmNanos = NEVER;
    private long leaveNanos = NEVER;

    /**
     * Starts it.
     *
     * @param nodes all of them, in the same order everywhere
     * @param self this one's name
     * @param batch how long frames wait for others to travel with; 0 not at all
     * @param post takes what leaves for a node; called before a call to this object returns
     * @param events told of what is delivered and lost
     */
    Multicast(
            List<String> nodes,
            String self,
            Duration batch,
            RandomGenerator random,
            LongSupplier clock,
            BiConsumer<String, List<byte[]>> post,
            Consumer<Event> events) {
        for (String node : nodes) peers.putIfAbsent(node, peer(peers.size() + 1));
        peers.forEach((name, peer) -> names.put(peer.address(), name));
        this.batchNanos = batch.toNanos();
        this.random = random;
        this.clock = clock;
        this.post = post;
        this.events = events;
        List<Peer> others = new ArrayList<>(peers.values());
        Peer own = others.remove(List.copyOf(peers.keySet()).indexOf(self));
        stack = new Stack(stackConfig(), own.instance(), KeyRing.insecure(), NO_CIPHER, this, codec());
        BimodalConfig config = new BimodalConfig(1_024, ROUNDS, KEPT, REPAIR);
        bimodal = new Bimodal(config, stack, new UniformPeers(others, own.instance()), own.instance());
        turn(() -> stack.run(composed(bimodal)));
    }

    private static StackConfig stackConfig() {
        return StackConfig.lan("maelstrom").withPort(PORT).withMtuBytes(65_507);
    }

    private static MessageCodec codec() {
        return MessageCodec.empty()
                .with(
                        BimodalMessage.class,
                        new BimodalCodec(),
                        Traffic.EVENTS,
                        BimodalCodec.FIRST_KIND,
                        BimodalCodec.LAST_KIND);
    }

    /** The workbench starts each node once, so a node's place in its list is as good as a random instance. */
    private static Peer peer(int place) {
        return new Peer(Address.v4(FIRST_ADDRESS + place, PORT), place);
    }

    /** The codec lets nothing in that is not the protocol's, and all timers are its own. */
    @SuppressWarnings("unchecked")
    private static Protocol<Message, Timer> composed(Protocol<?, ?> protocol) {
        return (Protocol<Message, Timer>) protocol;
    }

    /** Sends to all others, and delivers here before it returns. */
    void publish(byte[] payload) {
        turn(() -> stack.execute(() -> bimodal.publish(new Payload(payload))));
    }

    /** Frames that another node has sent; false if no node has that name. */
    boolean receive(String from, List<byte[]> frames) {
        Peer peer = peers.get(from);
        if (peer == null) return false;
        for (byte[] frame : frames) turn(() -> stack.datagramReceived(peer.address(), frame, 0, frame.length));
        return true;
    }

    /** When {@link #wake} is to be called; {@link #NEVER} if nothing waits. */
    long wakeNanos() {
        return Math.min(alarmNanos, leaveNanos);
    }

    void wake() {
        turn(() -> {
            if (nowNanos() < alarmNanos) return;
            alarmNanos = NEVER;
            stack.wake();
        });
    }

    private void turn(Runnable input) {
        input.run();
        for (Runnable next = answers.poll(); next != null; next = answers.poll()) next.run();
        if (!waiting.isEmpty() && leaveNanos == NEVER) leaveNanos = nowNanos() + batchNanos;
        if (nowNanos() < leaveNanos) return;
        leaveNanos = NEVER;
        waiting.forEach(post);
        waiting.clear();
    }

    // What the stack asks of its carrier.

    @Override
    public long nowNanos() {
        return clock.getAsLong();
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public void datagram(Address to, byte[] frame, int length) {
        String name = names.get(to);
        if (name == null) return;
        waiting.computeIfAbsent(name, each -> new ArrayList<>()).add(Arrays.copyOf(frame, length));
    }

    @Override
    public void wakeAt(long nanos) {
        alarmNanos = nanos;
    }

    /** The workbench has no streams. */
    @Override
    public long connect(Address to) {
        long stream = ++streams;
        answers.add(() -> stack.disconnected(stream, LinkCause.REFUSED));
        return stream;
    }

    @Override
    public boolean write(long stream, byte[] frame, int length) {
        throw new AssertionError("stream " + stream + " was refused");
    }

    @Override
    public void read(long stream, boolean reads) {}

    @Override
    public void disconnect(long stream) {}

    @Override
    public void store(Batch batch, long token) {
        answers.add(() -> stack.storeFailed(token, "a node of the workbench has no storage"));
    }

    @Override
    public void deliver(Event event) {
        events.accept(event);
    }
}
