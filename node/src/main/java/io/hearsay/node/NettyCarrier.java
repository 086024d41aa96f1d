package io.hearsay.node;

import io.hearsay.Address;
import io.hearsay.Batch;
import io.hearsay.Event;
import io.hearsay.stack.Carried;
import io.hearsay.stack.Carrier;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Real sockets, the real clock and a real disk below a stack.
 *
 * <p>All that the stack calls and all that calls the stack runs on one event loop. What the stack sends while it
 * handles one input, or one burst of datagrams, reaches the kernel together afterwards. Bounds: a datagram that finds
 * the socket's buffers full is lost and counted; streams as in {@link Streams}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the pipeline reports what fails
final class NettyCarrier implements Carrier {
    private final EventLoop loop;
    private final Ports ports;
    private final Streams streams;
    private final Journal journal;
    private final CarrierStats stats;
    private final NodeLog log;
    private final RandomGenerator random = new SplittableRandom(new SecureRandom().nextLong());
    private final long originNanos = System.nanoTime();
    private final Alarm alarm = new Alarm();
    private @Nullable GuardedCarried above;
    private Consumer<Event> events = event -> {};
    private final List<Runnable> early = new ArrayList<>();
    private final Set<Delayed> delayed = new HashSet<>();
    private boolean hasDatagrams;
    private boolean isFlushing;
    private boolean isClosed;

    /**
     * Binds the sockets; nothing is read from them before {@link #start}.
     *
     * @throws java.io.UncheckedIOException if the address cannot be bound
     */
    NettyCarrier(NodeGroup group, SocketConfig sockets, Journal journal, CarrierStats stats, NodeLog log) {
        loop = group.nextLoop();
        this.journal = journal;
        this.stats = stats;
        this.log = log;
        streams = new Streams(loop, group.transport(), sockets.maxAccepted(), stats, log, this::flush);
        ports = Ports.bind(group.transport(), loop, sockets, streams.acceptor(), new DatagramInput());
    }

    /** Where the sockets are bound, the port that was taken included. */
    Address address() {
        return ports.address();
    }

    /**
     * From now on {@code carried} gets the world's input; {@code first} runs before any.
     *
     * @param newEvents where the stack's events go, on the event loop
     * @param onFailure hears, on the event loop, why an input failed; the sockets are closed then
     */
    void start(Carried carried, Consumer<Event> newEvents, Runnable first, Consumer<Throwable> onFailure) {
        loop.execute(() -> {
            events = newEvents;
            GuardedCarried guarded = new GuardedCarried(carried, stats.handling, failure -> {
                closeSockets();
                onFailure.accept(failure);
            });
            above = guarded;
            streams.start(guarded, ports.address());
            handle(first);
            for (Runnable task : early) handle(task);
            early.clear();
            if (!isClosed) ports.read();
        });
    }

    /** Runs a task on the node's thread, as an input of its own: not before the start, and not after {@link #close}. */
    void execute(Runnable task) {
        long askedNanos = nowNanos();
        if (loop.isShuttingDown()) return;
        loop.execute(() -> {
            if (isClosed) return;
            stats.loopDelay.record(nowNanos() - askedNanos);
            if (above == null) early.add(task);
            else handle(task);
        });
    }

    private void handle(Runnable task) {
        above().run(task);
        flush();
    }

    /** Does the same after a delay. */
    void executeAfter(Duration delay, Runnable task) {
        if (loop.inEventLoop()) schedule(delay, task);
        else execute(() -> schedule(delay, task));
    }

    /** What waits is remembered: a node that is closed must not be held in memory by its own reminders. */
    private void schedule(Duration delay, Runnable task) {
        if (isClosed) return;
        Delayed reminder = new Delayed(task);
        reminder.future = loop.schedule(reminder, delay.toNanos(), TimeUnit.NANOSECONDS);
        delayed.add(reminder);
    }

    /** Closes the sockets at once; afterwards nothing calls the stack any more. */
    void close() {
        if (loop.inEventLoop()) closeSockets();
        else if (!loop.isShuttingDown()) awaitQuietly(loop.submit(this::closeSockets));
    }

    private void closeSockets() {
        isClosed = true;
        alarm.stop();
        for (Delayed reminder : delayed) reminder.cancel();
        delayed.clear();
        streams.close();
        ports.close();
    }

    @Override
    public long nowNanos() {
        return System.nanoTime() - originNanos;
    }

    @Override
    public long wallMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public void datagram(Address to, byte[] frame, int length) {
        Channel socket = ports.datagrams();
        if (to.isV4() || !ports.address().isV4()) {
            if (!socket.isWritable()) socket.flush();
            if (socket.isWritable()) {
                ByteBuf buffer = socket.alloc().directBuffer(length).writeBytes(frame, 0, length);
                socket.write(new DatagramPacket(buffer, LoopScratch.current().socket(to)), socket.voidPromise());
                hasDatagrams = true;
                stats.datagramsSent.increment();
                stats.datagramBytesSent.add(length);
                return;
            }
        }
        stats.datagramsUnsent.increment();
    }

    @Override
    public void wakeAt(long nanos) {
        alarm.set(nanos);
    }

    @Override
    public long connect(Address to) {
        return streams.connect(to);
    }

    @Override
    public boolean write(long stream, byte[] frame, int length) {
        return streams.write(stream, frame, length);
    }

    @Override
    public void read(long stream, boolean on) {
        streams.read(stream, on);
    }

    @Override
    public void disconnect(long stream) {
        streams.disconnect(stream);
    }

    @Override
    public void store(Batch batch, long token) {
        journal.store(
                batch,
                () -> execute(() -> above().stored(token)),
                why -> execute(() -> above().storeFailed(token, why)));
    }

    @Override
    public void deliver(Event event) {
        events.accept(event);
    }

    /** Hands to the kernel what the stack has sent since the last time. */
    private void flush() {
        if (isFlushing || isClosed) return;
        isFlushing = true;
        while (hasDatagrams || !streams.isFlushed()) {
            boolean datagrams = hasDatagrams;
            hasDatagrams = false;
            if (datagrams) ports.datagrams().flush();
            streams.flush();
        }
        isFlushing = false;
    }

    private GuardedCarried above() {
        if (above == null) throw new AssertionError("input before the start");
        return above;
    }

    /** A loop that is busy for longer closes them when it gets there. */
    private static void awaitQuietly(Future<?> done) {
        try {
            done.get(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            // asked for, and on its way
        } catch (ExecutionException e) {
            throw new AssertionError("closing the sockets of a node failed", e);
        }
    }

    /** What comes in by UDP: copied out of the socket's buffer and handed up, a burst at a time. */
    private final class DatagramInput extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            DatagramPacket packet = (DatagramPacket) message;
            LoopScratch scratch = LoopScratch.current();
            int length = packet.content().readableBytes();
            packet.content().readBytes(scratch.frame, 0, length);
            packet.release();
            if (isClosed) return;
            stats.datagramsReceived.increment();
            stats.datagramBytesReceived.add(length);
            above().datagramReceived(scratch.address(packet.sender()), scratch.frame, 0, length);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            flush();
        }

        /** A datagram could not be sent, or a port answered that nobody listens; the stack expects losses. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable problem) {
            stats.datagramsUnsent.increment();
            log.debug("a datagram was not sent: {}", problem.toString());
        }
    }

    /** A task that waits for its time. */
    private final class Delayed implements Runnable {
        private final Runnable task;
        private @Nullable Future<?> future;

        private Delayed(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            delayed.remove(this);
            if (!isClosed) handle(task);
        }

        void cancel() {
            if (future != null) future.cancel(false);
        }
    }

    /** The stack's one alarm. A later time than the one armed costs nothing: it is armed when that one rings. */
    private final class Alarm {
        private @Nullable ScheduledFuture<?> armed;
        private long armedNanos = Long.MAX_VALUE;
        private long wantedNanos = Long.MAX_VALUE;

        void set(long nanos) {
            wantedNanos = nanos;
            if (nanos < armedNanos) arm();
        }

        void stop() {
            wantedNanos = Long.MAX_VALUE;
            if (armed != null) armed.cancel(false);
        }

        private void arm() {
            if (armed != null) armed.cancel(false);
            armedNanos = wantedNanos;
            armed = loop.schedule(this::ring, armedNanos - nowNanos(), TimeUnit.NANOSECONDS);
        }

        private void ring() {
            armedNanos = Long.MAX_VALUE;
            armed = null;
            long now = nowNanos();
            if (isClosed || wantedNanos == Long.MAX_VALUE) return;
            if (now < wantedNanos) {
                arm();
                return;
            }
            stats.loopDelay.record(now - wantedNanos);
            wantedNanos = Long.MAX_VALUE;
            above().wake();
            flush();
        }
    }
}
