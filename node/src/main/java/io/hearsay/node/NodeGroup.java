package io.hearsay.node;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that the nodes of one JVM share: event loops, threads for listeners, and two for what blocks (disk, name
 * lookups).
 *
 * <p>A node that is given no group has one of its own, with one event loop, and ends it when it closes. Share one where
 * many nodes live in one JVM. Each node stays on one event loop. Threads are daemons, and those that wait on listeners
 * or on the disk end after ten idle seconds. Close the group after its nodes.
 *
 * <p>A listener that blocks occupies one listener thread: with {@code n} of them, the {@code n}-th listener that blocks
 * delays the others' deliveries, though never a node.
 */
public final class NodeGroup implements AutoCloseable {
    private static final int BLOCKING_THREADS = 2;
    private static final long IDLE_SECONDS = 10;
    private static final long QUIET_MILLIS = 0;
    private static final long SHUTDOWN_MILLIS = 500;

    private final Transport transport;
    private final MultiThreadIoEventLoopGroup loops;
    private final ThreadPoolExecutor listeners;
    private final ThreadPoolExecutor blocking;

    private NodeGroup(Transport transport, int eventLoops, int listenerThreads) {
        this.transport = transport;
        loops = new MultiThreadIoEventLoopGroup(eventLoops, threads("hearsay-loop"), transport.ioHandlers());
        listeners = pool(listenerThreads, "hearsay-listener");
        blocking = pool(BLOCKING_THREADS, "hearsay-blocking");
    }

    /**
     * Creates threads for many nodes.
     *
     * @param eventLoops 1 or more; each carries its share of the nodes
     * @param listenerThreads 1 or more; how many listeners may block without delaying others
     */
    public static NodeGroup of(int eventLoops, int listenerThreads) {
        return on(Transport.best(), eventLoops, listenerThreads);
    }

    static NodeGroup on(Transport transport, int eventLoops, int listenerThreads) {
        if (eventLoops < 1) throw new IllegalArgumentException("eventLoops must be 1 or more, was " + eventLoops);
        if (listenerThreads < 1)
            throw new IllegalArgumentException("listenerThreads must be 1 or more, was " + listenerThreads);
        return new NodeGroup(transport, eventLoops, listenerThreads);
    }

    Transport transport() {
        return transport;
    }

    EventLoop nextLoop() {
        return loops.next();
    }

    /** Where listeners run: any of several threads. */
    Executor listeners() {
        return listeners;
    }

    /** Where disk and name lookups are waited for. */
    Executor blocking() {
        return blocking;
    }

    /** Ends the threads; nodes that still run on them stop without a word to their peers. */
    @Override
    public void close() {
        listeners.shutdown();
        blocking.shutdown();
        loops.shutdownGracefully(QUIET_MILLIS, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(SHUTDOWN_MILLIS);
    }

    private static ThreadPoolExecutor pool(int size, String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread =
                    new io.netty.util.concurrent.FastThreadLocalThread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
