package io.hearsay.sim;

import io.hearsay.Address;
import io.hearsay.Event;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A virtual world: time, a network, nodes that run production protocols on it, and all that can go wrong.
 *
 * <p>Repeatable: what happens is a function of the seed and of the calls made to the world, to the last bit. Time moves
 * only in {@link #run} and {@link #runUntil}, as fast as the machine allows. A handler takes no virtual time unless its
 * node is told so. Not thread-safe; worlds do not share anything, so many may run at once.
 */
public final class World {
    /*
     * An event's target is a number and, in its two lowest bits, a kind: a due timer of a process, a datagram at an
     * endpoint (frames), a packet for a process (objects), or a task, with the process that it is about.
     */
    private static final int TIMER = 0;
    private static final int DATAGRAM = 1;
    private static final int PACKET = 2;
    private static final int TASK = 3;
    private static final int MAX_SPARE_FRAMES = 4096;

    private final WorldConfig config;
    private final Trace trace;
    private final EventQueue queue = new EventQueue();
    private final Addresses addresses = new Addresses();
    private final Processes processes;
    private final SplittableRandom processSeeds;
    private final SplittableRandom chance;
    private final Network network;
    private final Streams streams;
    private final List<SimNode> nodes = new ArrayList<>();
    private final List<Invariant> invariants = new ArrayList<>();
    private final List<BiConsumer<SimNode, Event>> listeners = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();
    private final Outbox outbox = new Outbox();
    private final Deque<Emitted> emitted = new ArrayDeque<>();
    private boolean delivering;
    private long doubled;
    private @Nullable SimProcess running;
    private final Counts counts = new Counts();
    private final Deque<Frame> spareFrames = new ArrayDeque<>();
    private long now;

    private record Emitted(SimProcess by, Event event) {}

    /** Creates an empty world. */
    public World(WorldConfig config) {
        this.config = config;
        this.trace = config.trace();
        this.processes = new Processes(config.seed());
        SplittableRandom seed = new SplittableRandom(config.seed());
        this.network = new Network(this, seed.split());
        this.processSeeds = seed.split();
        this.chance = seed.split();
        this.streams = new Streams(this, config.streams());
    }

    /** Adds a node at the next address (10.0.0.1:7940, 10.0.0.2:7940 …); it does not run before it is started. */
    public SimNode node(String name, Program program) {
        SimNode node = new SimNode(this, nodes.size(), name, program);
        nodes.add(node);
        return node;
    }

    /** All nodes ever added, in that order; an unmodifiable view. */
    public List<SimNode> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    /** The node of that name. */
    public SimNode node(String name) {
        for (SimNode node : nodes) if (node.name().equals(name)) return node;
        throw new IllegalArgumentException("no node is called " + name);
    }

    /** The wires. */
    public Network network() {
        return network;
    }

    /** What the world is made of. */
    public WorldConfig config() {
        return config;
    }

    /** What happened, as a hash. */
    public Trace trace() {
        return trace;
    }

    /** How much happened. */
    public Counts counts() {
        return counts;
    }

    /** Virtual time since the world began. */
    public long nowNanos() {
        return now;
    }

    /** Chance for whoever drives the world; split from its seed, and not what nodes and network draw from. */
    public SplittableRandom chance() {
        return chance;
    }

    /** Checks a rule from now on. */
    public <I extends Invariant> I watch(I invariant) {
        invariants.add(invariant);
        return invariant;
    }

    /** Hears of every event that a node emits, after the handler that emitted it. */
    public void onEvent(BiConsumer<SimNode, Event> listener) {
        listeners.add(listener);
    }

    /** Says that a rule is broken. */
    public void violated(Invariant invariant, @Nullable SimNode node, String explanation) {
        violations.add(new Violation(now, node == null ? "" : node.name(), invariant.name(), explanation));
    }

    /** What was found so far; an unmodifiable view. */
    public List<Violation> violations() {
        return Collections.unmodifiableList(violations);
    }

    /** Does something after this time, or, at zero, after what is due now already. */
    public void after(Duration delay, Runnable task) {
        after(delay.toNanos(), task);
    }

    /** Lets this much virtual time pass. */
    public void run(Duration time) {
        long end = now + time.toNanos();
        while (queue.next(end)) step();
        pass(end);
    }

    /**
     * Lets time pass until something is true, looking after each thing that happens.
     *
     * @return false if it was not within the time
     */
    public boolean runUntil(BooleanSupplier condition, Duration atMost) {
        long end = now + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (!queue.next(end)) {
                pass(end);
                return false;
            }
            step();
        }
        return true;
    }

    /** A task that waits for something lets time pass itself, and may have come further. */
    private void pass(long until) {
        now = Math.max(now, until);
    }

    /** Tells the invariants that the run is over, and answers all that was found. */
    public List<Violation> end() {
        invariants.forEach(invariant -> invariant.ended(this));
        return violations();
    }

    private void step() {
        now = queue.time();
        counts.steps++;
        if (queue.beginsBatch() && warmUp() < 0) throw new AssertionError("processes are numbered from 1");
        try {
            dispatch();
        } catch (RuntimeException | AssertionError e) {
            String who = running == null ? "" : " on " + running.node.name();
            throw new AssertionError(
                    String.format(Locale.ROOT, "at %.6f s%s, seed %d: %s", now / 1e9, who, config.seed(), e), e);
        }
    }

    /**
     * Touches what the next few events will read. With many nodes each event finds its process, that its protocol, and
     * a packet's sender out of the cache; asked for one by one they cost a memory access each, asked for together
     * hardly more than one in all (measured: a fifth to a third more messages a second from 100,000 nodes on). Changes
     * nothing; answers something, so that reading is not thought needless.
     */
    private int warmUp() {
        int touched = 0;
        for (int i = 0; i < queue.ahead(); i++) {
            SimProcess process = processAhead(i);
            if (process != null) touched += process.index;
        }
        for (int i = 0; i < queue.ahead(); i++) {
            SimProcess process = processAhead(i);
            if (process == null) continue;
            if (process.protocol().getClass() == Object.class) touched++;
            int source = queue.sourceAhead(i);
            if (source != Processes.NOBODY && !processes.peer(source).isKnown()) touched++;
        }
        return touched;
    }

    private @Nullable SimProcess processAhead(int i) {
        int target = queue.targetAhead(i);
        return (target & 3) == DATAGRAM ? null : processes.get(target >>> 2);
    }

    private void dispatch() {
        int number = queue.target() >>> 2;
        switch (queue.target() & 3) {
            case TIMER -> onTimer(number, queue.payload());
            case DATAGRAM -> onDatagram(addresses.get(number), queue.source(), payload());
            case PACKET -> onDatagram(processes.get(number), queue.source(), payload());
            default -> ((Runnable) payload()).run();
        }
    }

    private Object payload() {
        Object payload = queue.payload();
        if (payload == null) throw new AssertionError("an event without payload");
        return payload;
    }

    private void onTimer(int number, @Nullable Object timer) {
        SimProcess process = processes.get(number);
        if (process != null) process.timerInput(timer);
    }

    private void onDatagram(Endpoint endpoint, int source, Object payload) {
        if (endpoint.bound == null) undelivered(processes.host(source), endpoint.firstHost, "nobody");
        onDatagram(endpoint.bound, source, payload);
    }

    private void onDatagram(@Nullable SimProcess process, int source, Object payload) {
        if (process == null) return;
        trace.number(now);
        trace.number((long) process.index << 32 | source);
        String held = process.heldBy();
        if (held != null) undelivered(processes.host(source), process.host(), held);
        process.datagramInput(source, payload);
    }

    // What nodes and their processes ask of the world.

    Addresses addresses() {
        return addresses;
    }

    Processes processes() {
        return processes;
    }

    Streams streams() {
        return streams;
    }

    Outbox outbox() {
        return outbox;
    }

    boolean coin() {
        return chance.nextBoolean();
    }

    boolean isHostUp(int host) {
        return nodes.get(host).isHostUp();
    }

    SimProcess start(SimNode node, List<Endpoint> endpoints) {
        int index = processes.number(node.host());
        SimProcess process = config.setting() == Setting.FRAMES
                ? new FrameProcess(this, node, index, endpoints, processSeeds.split())
                : new ObjectProcess(this, node, index, endpoints, processSeeds.split());
        processes.begun(process);
        invariants.forEach(invariant -> invariant.started(node));
        return process;
    }

    void stop(SimProcess process, boolean hostUp) {
        processes.ended(process);
        process.kill();
        streams.gone(process, hostUp);
    }

    void after(long nanos, Runnable task) {
        push(nanos, TASK, Processes.NOBODY, task);
    }

    /** The same where the task is about a process, which is warmed up for it. */
    void after(long nanos, SimProcess about, Runnable task) {
        push(nanos, about.index << 2 | TASK, Processes.NOBODY, task);
    }

    void push(long delayNanos, int target, int source, @Nullable Object payload) {
        queue.push(now + Math.max(0, delayNanos), target, source, payload);
    }

    void pushTimer(SimProcess process, long delayNanos, @Nullable Object timer) {
        push(delayNanos, process.index << 2 | TIMER, Processes.NOBODY, timer);
    }

    void sendPacket(ObjectProcess from, Peer to, Object packet) {
        count(from, packet);
        trace.number(to.instance());
        int target = processes.atHome(to);
        if (target == Processes.NOBODY || !processes.isAtHome(from.index)) sendByAddress(from, to, packet);
        else network.carry(from.host(), processes.host(target), packet, target << 2 | PACKET, from.index);
    }

    /** The long way, for whoever moves, or listens at several addresses or at none. */
    private void sendByAddress(ObjectProcess from, Peer to, Object packet) {
        Endpoint endpoint = reached(from, to.address());
        if (endpoint == null) return;
        processes.peer(from.index, from.peerTowards(to.address()));
        SimProcess bound = endpoint.bound;
        boolean isMeant = bound != null && bound.instance == to.instance();
        if (!isMeant) undelivered(from.host(), endpoint.firstHost, "nobody");
        int target = isMeant && bound != null ? bound.index : Processes.NOBODY;
        network.carry(from.host(), endpoint.host, packet, target << 2 | PACKET, from.index);
    }

    private @Nullable Endpoint reached(SimProcess from, Address to) {
        Endpoint endpoint = addresses.find(to);
        if (endpoint == null || endpoint.host != Endpoint.NOWHERE && from.speaks(to)) return endpoint;
        undelivered(from.host(), endpoint.firstHost, "nobody");
        return null;
    }

    /** A process that is stalled sends: that takes a while. */
    void sendsStalled(SimProcess from, Address to) {
        Endpoint endpoint = addresses.find(to);
        if (endpoint != null) undelivered(from.host(), endpoint.firstHost, "stalled");
    }

    void undelivered(int fromHost, int toHost, String cause) {
        for (Invariant invariant : invariants) invariant.undelivered(nodes.get(fromHost), nodes.get(toHost), cause);
    }

    void doubledHandled(SimProcess by, long number, int messages) {
        for (Invariant invariant : invariants) invariant.doubledHandled(by.node, number, messages);
    }

    void countStreamFrame(SimProcess from, Object frame) {
        count(from, frame);
    }

    private void count(SimProcess from, Object packet) {
        counts.frames++;
        trace.number(now);
        trace.number(from.index);
        if (packet instanceof Outbox.Packet several) several.messages.forEach(message -> count(message));
        else count(packet);
        if (trace.isWritten()) trace.line(now, from.node.name() + " sends " + packet);
    }

    private void count(Object message) {
        counts.messages++;
        trace.object(message);
    }

    void traceTimer(SimProcess process, Timer timer) {
        trace.number(now);
        trace.number(process.index);
        trace.object(timer);
        if (trace.isWritten()) trace.line(now, process.node.name() + " " + timer);
    }

    void enter(SimProcess process) {
        if (running != null) throw new IllegalStateException("a handler of " + running.node.name() + " is running");
        running = process;
    }

    void checkRunning(SimProcess process) {
        if (running != process)
            throw new IllegalStateException(process.node.name() + " sends outside its handlers; use SimNode.execute");
    }

    boolean isIdle() {
        return running == null;
    }

    /** The handler is over: what it emitted is heard now, unless somebody is listening already. */
    void leave() {
        running = null;
        if (delivering || emitted.isEmpty()) return;
        delivering = true;
        try {
            for (Emitted next = emitted.poll(); next != null; next = emitted.poll()) deliver(next.by, next.event);
        } finally {
            delivering = false;
        }
    }

    void emitted(SimProcess process, Event event) {
        checkRunning(process);
        emitted.add(new Emitted(process, event));
    }

    void deliver(SimProcess process, Event event) {
        counts.events++;
        trace.number(now);
        trace.number(process.index);
        trace.object(event);
        if (trace.isWritten()) trace.line(now, process.node.name() + " says " + event);
        for (Invariant invariant : invariants) invariant.emitted(process.node, event);
        for (BiConsumer<SimNode, Event> listener : listeners) listener.accept(process.node, event);
    }

    // Frames.

    Frame frame(byte[] bytes, int length, Address from) {
        Frame frame = spareFrames.poll();
        return (frame == null ? new Frame() : frame).of(bytes, length, from);
    }

    void recycle(Frame frame) {
        if (spareFrames.size() < MAX_SPARE_FRAMES) spareFrames.push(frame);
    }

    void sendFrame(FrameProcess from, Address to, Frame frame) {
        Endpoint endpoint = reached(from, to);
        if (endpoint == null) recycle(frame);
        else network.carry(from.host(), endpoint.host, frame, endpoint.index << 2 | DATAGRAM, from.index);
    }

    void traceFrame(FrameProcess from, byte[] frame, int length, boolean onStream) {
        counts.frames++;
        counts.messages++;
        counts.bytes += length;
        trace.number(now);
        trace.number(from.index);
        trace.bytes(frame, 0, length);
        for (Invariant invariant : invariants) invariant.sent(from.node, length, onStream);
    }

    void traceReceived(FrameProcess by, Peer from, Message message) {
        if (trace.isWritten()) trace.line(now, by.node.name() + " hears from " + from.address() + " " + message);
    }

    Object copy(Object payload) {
        return payload instanceof Frame frame ? frame.copy(++doubled) : payload;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "world of %d nodes at %.6f s", nodes.size(), now / 1e9);
    }
}
