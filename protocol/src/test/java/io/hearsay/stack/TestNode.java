package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.LinkCause;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.Timer;
import io.hearsay.membership.keys.KeyRing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stack on a test network whose protocol writes down what happens to it and does what a test tells it. */
final class TestNode implements Protocol<Message, Timer> {
    static final String CLUSTER = "orders";
    static final int KEY_ID = 0x1111;
    static final byte[] KEY = key(7);

    /** A timer with a name. */
    record Bell(String name) implements Timer {}

    final TestNetwork.Port port;
    final Stack stack;
    final List<String> log = new ArrayList<>();
    final List<Message> received = new ArrayList<>();
    final List<Peer> senders = new ArrayList<>();
    final Deque<Message> riding = new ArrayDeque<>();
    BiConsumer<Peer, Message> onReceive = (from, message) -> {};
    Consumer<Timer> onExpire = timer -> {};
    Consumer<Peer> onWritable = peer -> {};

    TestNode(TestNetwork network, String address, long instance) {
        this(network, address, instance, KeyRing.of(KEY_ID, KEY), config());
    }

    TestNode(TestNetwork network, String address, long instance, KeyRing keys, StackConfig config) {
        port = network.port(address);
        stack = new Stack(
                config.withPort(port.address.port()), instance, keys, new TestSealer(), port, TestMessage.CODEC);
        port.start(stack);
        stack.run(this);
    }

    static StackConfig config() {
        return StackConfig.lan(CLUSTER);
    }

    static byte[] key(int fill) {
        byte[] key = new byte[KeyRing.KEY_BYTES];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    Address address() {
        return port.address;
    }

    Peer peer() {
        return new Peer(port.address, stack.instance());
    }

    void send(TestNode to, Message... messages) {
        stack.execute(() -> {
            for (Message message : messages) stack.send(to.peer(), message);
        });
    }

    void open(Peer to) {
        stack.execute(() -> stack.links().open(to));
    }

    boolean sendOnLink(TestNode to, Message message) {
        boolean[] isSent = new boolean[1];
        stack.execute(() -> isSent[0] = stack.links().send(to.peer(), message));
        return isSent[0];
    }

    void closeLink(TestNode to) {
        stack.execute(() -> stack.links().close(to.peer(), "test"));
    }

    long rejected(Reject why) {
        return stack.stats().rejected(why);
    }

    @Override
    public void start() {
        log.add("start");
    }

    @Override
    public void receive(Peer from, Message message) {
        received.add(message);
        senders.add(from);
        onReceive.accept(from, message);
    }

    @Override
    public void expire(Timer timer) {
        log.add("expire " + timer);
        onExpire.accept(timer);
    }

    @Override
    public void linkUp(Peer peer) {
        log.add("up " + peer);
    }

    @Override
    public void linkWritable(Peer peer) {
        log.add("writable " + peer);
        onWritable.accept(peer);
    }

    @Override
    public void linkDown(Peer peer, LinkCause cause) {
        log.add("down " + peer + " " + cause);
    }

    @Override
    public void persisted(long token) {
        log.add("persisted " + token);
    }

    @Override
    public @Nullable Message piggyback(Peer to, int roomBytes) {
        Message next = riding.peek();
        if (next == null || TestMessageSize.of(next) > roomBytes) return null;
        return riding.remove();
    }

    /** How many bytes a message takes in a frame. */
    private static final class TestMessageSize {
        static int of(Message message) {
            io.hearsay.wire.ByteWriter out = new io.hearsay.wire.ByteWriter(64);
            TestMessage.CODEC.encode(message, out);
            return out.position();
        }
    }
}
