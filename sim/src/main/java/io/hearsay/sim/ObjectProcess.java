package io.hearsay.sim;

import io.hearsay.Address;
import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.LinkCause;
import io.hearsay.Links;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.Timer;
import io.hearsay.membership.keys.KeyRing;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A process in the setting {@code objects}: it is its protocol's environment itself and hands messages over unencoded.
 *
 * <p>Packed as the stack packs: what one handler sends to one peer is one packet, and the protocol is asked what to add
 * to it. Where the stack counts bytes, this counts messages.
 */
final class ObjectProcess extends SimProcess implements Environment {
    private @Nullable Protocol<Message, Timer> protocol;
    private @Nullable ObjectLinks links;
    private Peer self;

    ObjectProcess(World world, SimNode node, int index, List<Endpoint> endpoints, SplittableRandom random) {
        super(world, node, index, endpoints, random);
        self = new Peer(endpoints.get(0).address, instance);
        world.processes().peer(index, self);
    }

    @Override
    @SuppressWarnings("unchecked")
    void begin(Program program, Life life) {
        Protocol<Message, Timer> created = (Protocol<Message, Timer>) program.create(life);
        protocol = created;
        command(created::start);
    }

    @Override
    Protocol<Message, Timer> protocol() {
        if (protocol == null) throw new IllegalStateException("not started");
        return protocol;
    }

    @Override
    Environment environment() {
        return this;
    }

    @Override
    KeyRing keys() {
        return KeyRing.insecure();
    }

    /** As others see it when this one sends to them. */
    Peer peerTowards(Address remote) {
        if (self.address().isV4() != remote.isV4()) self = new Peer(addressTowards(remote), instance);
        return self;
    }

    @Override
    void move(List<Endpoint> to) {
        super.move(to);
        self = new Peer(to.get(0).address, instance);
        world.processes().peer(index, self);
    }

    @Override
    void command(Runnable command) {
        world.enter(this);
        try {
            command.run();
            settle();
        } finally {
            world.leave();
        }
    }

    /** Sends what was asked for and tells what the links have to tell, each word a handler of its own. */
    private void settle() {
        flush();
        if (links != null) links.settle(this::flush);
    }

    @Override
    void handleTimer(@Nullable Object due) {
        if (!(due instanceof Timer timer)) throw new AssertionError(due);
        if (isStalled(timer)) {
            holdTillAwake(() -> handleTimer(timer));
            return;
        }
        world.traceTimer(this, timer);
        world.enter(this);
        try {
            protocol().expire(timer);
            settle();
        } finally {
            world.leave();
        }
    }

    @Override
    void handleDatagram(int source, Object payload) {
        Peer from = world.processes().peer(source);
        world.enter(this);
        try {
            if (payload instanceof Message message) protocol().receive(from, message);
            else
                for (Message message : ((Outbox.Packet) payload).messages)
                    protocol().receive(from, message);
            settle();
        } finally {
            world.leave();
        }
    }

    private void flush() {
        Outbox outbox = world.outbox();
        for (int i = 0; i < outbox.size(); i++) dispatch(outbox.peer(i), outbox.packet(i));
        outbox.clear();
    }

    private void dispatch(Peer to, Object unfilled) {
        Object packet = unfilled;
        for (int room = world.config().piggybackMessages(); room >= 0; room--) {
            Message more =
                    protocol().piggyback(to, room == 0 ? 0 : world.config().mtu());
            if (more == null) break;
            packet = Outbox.joined(packet, more);
        }
        Object whole = packet;
        if (isStalled()) {
            world.sendsStalled(this, to.address());
            whenSendsPass(() -> world.sendPacket(this, to, whole));
        } else world.sendPacket(this, to, whole);
    }

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
    public void send(Peer to, Message message) {
        world.checkRunning(this);
        world.outbox().add(to, message);
    }

    @Override
    public void schedule(long delayNanos, Timer timer) {
        world.pushTimer(this, worldNanos(delayNanos), timer);
    }

    @Override
    public void emit(Event event) {
        world.emitted(this, event);
    }

    @Override
    public Links links() {
        return ownLinks();
    }

    private ObjectLinks ownLinks() {
        if (links == null) links = new ObjectLinks(this);
        return links;
    }

    @Override
    void accepted(StreamEnd stream) {
        command(() -> ownLinks().accepted(stream));
    }

    @Override
    void connected(StreamEnd stream) {
        command(() -> ownLinks().connected(stream));
    }

    @Override
    void streamFrame(StreamEnd stream, @Nullable Object frame, int length) {
        command(() -> ownLinks().frame(stream, frame));
    }

    @Override
    void writable(StreamEnd stream) {
        command(() -> ownLinks().writable(stream));
    }

    @Override
    void disconnected(StreamEnd stream, LinkCause cause) {
        command(() -> ownLinks().disconnected(stream, cause));
    }

    @Override
    void stored(long token) {
        command(() -> protocol().persisted(token));
    }

    @Override
    void storeFailed(long token, String why) {
        command(() -> protocol().persistFailed(token, why));
    }
}
