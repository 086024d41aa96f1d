package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.Batch;
import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.LinkCause;
import io.hearsay.Links;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.Timer;
import io.hearsay.membership.keys.KeyRing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The environment of a node's protocol, made of frames, keys and timers, over a {@link Carrier}.
 *
 * <p>Promises: no handler runs inside another; what one handler sends to one peer travels in one packet where it fits;
 * a message reaches the protocol only if its sender has the cluster key and meant this very process (without keys: if
 * it names the cluster), and no datagram reaches it twice; whatever bytes come in, nothing is thrown and not more than
 * one frame is allocated for a stranger. Does not promise that datagrams arrive, or in order.
 *
 * <p>Bounds: {@link StackConfig} and {@link LinkConfig} name them. Used by one thread at a time, the carrier's; from
 * elsewhere only through the carrier.
 */
public final class Stack implements Environment, Carried {
    /*
     * An input is taken in three steps: the handler runs, and only writes down what it wants; then what it has sent
     * leaves, and what the links have to tell is told, each word a handler of its own, until there is nothing left;
     * then the events go up. Whoever calls from within any of that (a listener that gives a command) is queued.
     */
    private final Footing at;
    private final Outbox outbox;
    private final Datagrams datagrams;
    private final LinkTable links;
    private final Handshakes handshakes;
    private final Deque<Event> events = new ArrayDeque<>();
    private boolean isHandling;
    private boolean isClosed;
    private boolean awaitsBudget;
    private long armedNanos = TimerQueue.NEVER;

    /**
     * A stack without a protocol; {@link #run} gives it one.
     *
     * @param instance this process's own random number, not 0, never used before
     * @param keys may change while the stack runs
     * @param sealer the cipher; not asked if there are no keys
     * @param codec all messages that this node understands
     */
    public Stack(StackConfig config, long instance, KeyRing keys, Sealer sealer, Carrier carrier, MessageCodec codec) {
        if (instance == Peer.UNKNOWN) throw new IllegalArgumentException("instance must not be 0");
        at = new Footing(config, instance, carrier, codec, new Framing(config, instance, keys, sealer));
        Dispatch dispatch = new Dispatch(at);
        outbox = new Outbox(at);
        datagrams = new Datagrams(at, dispatch, outbox, events::add);
        links = new LinkTable(at, dispatch);
        handshakes = links.handshakes();
    }

    /** Starts the protocol; called once, before any input. */
    public void run(Protocol<Message, Timer> protocol) {
        at.protocol(protocol);
        execute(protocol::start);
    }

    /** Runs a command from above as a handler of its own: now, or after the one that is running. */
    public void execute(Runnable command) {
        if (isClosed) return;
        if (isHandling) at.notices.add(command);
        else handle(command);
    }

    /** Says goodbye on all links and takes no more input. */
    public void close(String reason) {
        execute(() -> {
            flush();
            links.closeAll(reason);
            isClosed = true;
        });
    }

    /**
     * Asks who listens at an address; {@link HelloAnswered} goes to the carrier if somebody of this cluster does.
     * Called from within {@link #execute}.
     *
     * @param sizeBytes the datagram is padded to this size, and so is its answer; at most the MTU
     */
    public void hello(Address to, int sizeBytes) {
        datagrams.hello(to, sizeBytes);
    }

    /** Tells of each authentic frame, before its messages, whatever they are; in place of whom it told before. */
    public void listen(Consumer<Peer> hearing) {
        at.hearing = hearing;
    }

    /** Tells of each frame that is dropped unread; in place of whom it told before. */
    public void onReject(BiConsumer<Address, Reject> listener) {
        at.rejectListener = listener;
    }

    /** Trouble on purpose from now on; {@link Faults#NONE} ends it. */
    public void faults(Faults faults) {
        at.faults = faults;
    }

    /** A snapshot of all counters. */
    public StackStats stats() {
        return at.tally.snapshot(
                datagrams.sessionCount(),
                links.size(),
                handshakes.size(),
                outbox.backlog().snapshot());
    }

    /** This process's own random number. */
    public long instance() {
        return at.instance;
    }

    /** How many bytes the messages of one datagram may take, their kinds and lengths included. */
    public int datagramRoomBytes() {
        return at.config.mtuBytes() - at.framing.overheadBytes();
    }

    // What the protocol asks for.

    @Override
    public long nowNanos() {
        return at.carrier.nowNanos();
    }

    @Override
    public long wallMillis() {
        return at.carrier.wallMillis();
    }

    @Override
    public RandomGenerator random() {
        return at.carrier.random();
    }

    @Override
    public void send(Peer to, Message message) {
        outbox.send(to, message);
    }

    @Override
    public void schedule(long delayNanos, Timer timer) {
        at.later(delayNanos, timer);
    }

    @Override
    public void emit(Event event) {
        events.add(event);
    }

    @Override
    public void persist(Batch batch, long token) {
        at.carrier.store(batch, token);
    }

    @Override
    public Links links() {
        return links;
    }

    // What the carrier brings.

    @Override
    public void datagramReceived(Address from, byte[] frame, int offset, int length) {
        if (isClosed) return;
        enter();
        try {
            datagrams.received(from, frame, offset, length);
            settle();
        } finally {
            isHandling = false;
        }
    }

    @Override
    public void wake() {
        if (isClosed) return;
        enter();
        try {
            armedNanos = TimerQueue.NEVER;
            expireAll();
            settle();
        } finally {
            isHandling = false;
        }
    }

    /** Timers set meanwhile wait for the next time, so that zero delays let the carrier have its turn. */
    private void expireAll() {
        long now = at.carrier.nowNanos();
        long mark = at.timers.mark();
        Timer due;
        while ((due = at.timers.poll(now, mark)) != null) {
            if (due instanceof StackTimer own) expire(own);
            else at.protocol().expire(due);
            conclude();
        }
    }

    private void expire(StackTimer timer) {
        if (timer instanceof StackTimer.HandshakeDue due) handshakes.expire(due);
        else if (timer instanceof StackTimer.HeldDue due) handshakes.expire(due);
        else if (timer instanceof StackTimer.LingerDue due) links.expire(due);
        else if (timer instanceof StackTimer.BudgetDue) awaitsBudget = false;
        else if (timer instanceof StackTimer.Delayed delayed) letThrough(delayed);
        else throw new AssertionError(timer);
    }

    private void letThrough(StackTimer.Delayed delayed) {
        if (delayed.isOnLink) {
            links.letThrough(delayed);
            return;
        }
        at.heldDatagrams--;
        if (delayed.direction == Faults.Direction.FROM)
            datagrams.read(delayed.peer, delayed.frame, 0, delayed.frame.length);
        else outbox.transmit(delayed.peer, delayed.frame, delayed.frame.length);
    }

    @Override
    public void accepted(long stream, Address from) {
        handle(() -> handshakes.accepted(stream, from));
    }

    @Override
    public void connected(long stream) {
        handle(() -> handshakes.connected(stream));
    }

    @Override
    public void streamFrame(long stream, byte[] frame, int offset, int length) {
        if (isClosed) return;
        enter();
        try {
            if (!links.received(stream, frame, offset, length)) handshakes.received(stream, frame, offset, length);
            settle();
        } finally {
            isHandling = false;
        }
    }

    @Override
    public void writable(long stream) {
        handle(() -> links.writable(stream));
    }

    @Override
    public void disconnected(long stream, LinkCause cause) {
        handle(() -> {
            if (!links.disconnected(stream, cause)) handshakes.disconnected(stream, cause);
        });
    }

    @Override
    public void stored(long token) {
        handle(() -> at.protocol().persisted(token));
    }

    @Override
    public void storeFailed(long token, String why) {
        handle(() -> at.protocol().persistFailed(token, why));
    }

    // The order of things.

    private void handle(Runnable input) {
        if (isClosed) return;
        enter();
        try {
            input.run();
            settle();
        } finally {
            isHandling = false;
        }
    }

    private void enter() {
        if (isHandling) throw new AssertionError("the carrier has called the stack from within a call of the stack");
        isHandling = true;
        at.budget.refill(at.carrier.nowNanos());
    }

    /** Sends what was asked for, tells what came of it, hands events up; until nothing is left. */
    private void settle() {
        conclude();
        Event event;
        while ((event = events.poll()) != null) {
            at.carrier.deliver(event);
            if (!at.notices.isEmpty()) conclude();
        }
        if (!isClosed) arm();
    }

    private void conclude() {
        flush();
        Runnable notice;
        while ((notice = at.notices.poll()) != null && !isClosed) {
            notice.run();
            flush();
        }
    }

    private void flush() {
        outbox.flush();
        links.flush();
    }

    private void arm() {
        long admitted = Math.min(outbox.nanosUntilAdmitted(), links.nanosUntilAdmitted());
        if (admitted != TimerQueue.NEVER && !awaitsBudget) {
            awaitsBudget = true;
            at.later(admitted, new StackTimer.BudgetDue());
        }
        long next = at.timers.nextDeadline();
        if (next == armedNanos) return;
        armedNanos = next;
        if (next != TimerQueue.NEVER) at.carrier.wakeAt(next);
    }
}
