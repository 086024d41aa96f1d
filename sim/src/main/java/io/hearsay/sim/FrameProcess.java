package io.hearsay.sim;

import io.hearsay.Address;
import io.hearsay.Batch;
import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.LinkCause;
import io.hearsay.Message;
import io.hearsay.Protocol;
import io.hearsay.Timer;
import io.hearsay.membership.keys.KeyRing;
import io.hearsay.stack.Carrier;
import io.hearsay.stack.Stack;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A process in the setting {@code frames}: the production stack, and this world as its carrier. */
final class FrameProcess extends SimProcess implements Carrier {
    private static final long NEVER = Long.MAX_VALUE;

    private final Stack stack;
    private final KeyRing keys;
    private @Nullable WatchedProtocol protocol;
    private long alarmNanos = NEVER;
    private long ringsAtNanos = NEVER;

    FrameProcess(World world, SimNode node, int index, List<Endpoint> endpoints, SplittableRandom random) {
        super(world, node, index, endpoints, random);
        StackSetup setup = node.stackSetup();
        int port = endpoints.get(0).address.port();
        keys = setup.keys().get();
        stack = new Stack(
                setup.config().withPort(port).withMtuBytes(world.config().mtu()),
                instance,
                keys,
                new ChecksumSealer(),
                this,
                setup.codec());
    }

    @Override
    @SuppressWarnings("unchecked")
    void begin(Program program, Life life) {
        WatchedProtocol watched = new WatchedProtocol(this, (Protocol<Message, Timer>) program.create(life));
        protocol = watched;
        stack.run(watched);
    }

    @Override
    Environment environment() {
        return stack;
    }

    @Override
    KeyRing keys() {
        return keys;
    }

    @Override
    Protocol<Message, Timer> protocol() {
        return watched().inner();
    }

    private WatchedProtocol watched() {
        if (protocol == null) throw new IllegalStateException("not started");
        return protocol;
    }

    @Override
    void command(Runnable command) {
        stack.execute(command);
    }

    /** An alarm that an earlier one has overtaken rings for nothing; one that was put off is awaited again. */
    @Override
    void handleTimer(@Nullable Object unused) {
        if (ringsAtNanos > world.nowNanos()) return;
        ringsAtNanos = NEVER;
        if (alarmNanos > now()) awaitAlarm();
        else {
            alarmNanos = NEVER;
            stack.wake();
        }
    }

    private void awaitAlarm() {
        if (alarmNanos == NEVER) return;
        long delay = Math.max(0, worldNanos(alarmNanos - now()));
        if (world.nowNanos() + delay >= ringsAtNanos) return;
        ringsAtNanos = world.nowNanos() + delay;
        world.pushTimer(this, delay, null);
    }

    @Override
    void handleDatagram(int source, Object payload) {
        Frame frame = (Frame) payload;
        int before = watched().received();
        stack.datagramReceived(frame.from(), frame.bytes, 0, frame.length);
        if (frame.doubled != 0)
            world.doubledHandled(this, frame.doubled, watched().received() - before);
        world.recycle(frame);
    }

    @Override
    void accepted(StreamEnd stream) {
        stack.accepted(stream.number, stream.remote);
    }

    @Override
    void connected(StreamEnd stream) {
        stack.connected(stream.number);
    }

    @Override
    void streamFrame(StreamEnd stream, @Nullable Object frame, int length) {
        if (frame instanceof byte[] bytes) stack.streamFrame(stream.number, bytes, 0, length);
    }

    @Override
    void writable(StreamEnd stream) {
        stack.writable(stream.number);
    }

    @Override
    void disconnected(StreamEnd stream, LinkCause cause) {
        stack.disconnected(stream.number, cause);
    }

    @Override
    void stored(long token) {
        stack.stored(token);
    }

    @Override
    void storeFailed(long token, String why) {
        stack.storeFailed(token, why);
    }

    // What the stack asks of its carrier.

    @Override
    public long nowNanos() {
        return now();
    }

    @Override
    public long wallMillis() {
        return node.wallMillis();
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public void datagram(Address to, byte[] frame, int length) {
        world.traceFrame(this, frame, length, false);
        Frame copy = world.frame(frame, length, addressTowards(to));
        if (isStalled()) {
            world.sendsStalled(this, to);
            whenSendsPass(() -> world.sendFrame(this, to, copy));
        } else world.sendFrame(this, to, copy);
    }

    @Override
    public void wakeAt(long nanos) {
        alarmNanos = nanos;
        awaitAlarm();
    }

    @Override
    public long connect(Address to) {
        return world.streams().connect(this, to).number;
    }

    @Override
    public boolean write(long stream, byte[] frame, int length) {
        world.traceFrame(this, frame, length, true);
        StreamEnd end = world.streams().find(stream);
        if (end == null) return true; // it is gone, and swallows it
        byte[] copy = Arrays.copyOf(frame, length);
        if (!isStalled()) return world.streams().write(end, copy, length);
        whenSendsPass(() -> world.streams().write(end, copy, length));
        return true;
    }

    @Override
    public void read(long stream, boolean on) {
        StreamEnd end = world.streams().find(stream);
        if (end != null) world.streams().read(end, on);
    }

    @Override
    public void disconnect(long stream) {
        StreamEnd end = world.streams().find(stream);
        if (end != null) whenSendsPass(() -> world.streams().disconnect(end));
    }

    @Override
    public void store(Batch batch, long token) {
        persist(batch, token);
    }

    @Override
    public void deliver(Event event) {
        world.deliver(this, event);
    }
}
