package io.hearsay.node;

import io.hearsay.Event;
import io.hearsay.cluster.Host;
import io.hearsay.stack.Stack;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** An event loop as the node's thread, and the group's pool for listeners. */
final class NodeHost implements Host {
    private static final long ANSWER_SECONDS = 5;

    private final NettyCarrier carrier;
    private final Stack stack;
    private final NodeGroup group;
    private final Runnable release;
    private final NodeLog log;
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private volatile Consumer<Event> sink = event -> {};

    /**
     * A host of one node.
     *
     * @param release what else ends with the node
     */
    NodeHost(NettyCarrier carrier, Stack stack, NodeGroup group, Runnable release, NodeLog log) {
        this.carrier = carrier;
        this.stack = stack;
        this.group = group;
        this.release = release;
        this.log = log;
    }

    /** Where the carrier delivers. */
    void event(Event event) {
        sink.accept(event);
    }

    @Override
    public void onEvent(Consumer<Event> newSink) {
        Consumer<Event> before = sink;
        sink = before.andThen(newSink);
    }

    @Override
    public void run(Runnable command) {
        carrier.execute(() -> stack.execute(command));
    }

    @Override
    public void runAfter(Duration delay, Runnable command) {
        carrier.executeAfter(delay, () -> stack.execute(command));
    }

    @Override
    public void deliver(Runnable task) {
        try {
            group.listeners().execute(() -> runListener(task));
        } catch (RejectedExecutionException closed) {
            log.debug("a delivery was dropped, the node's threads have ended");
        }
    }

    @Override
    public <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the node was asked", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    e.getCause() == null ? e.toString() : e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the node did not answer within " + ANSWER_SECONDS + " s", e);
        }
    }

    @Override
    public long nowNanos() {
        return carrier.nowNanos();
    }

    @Override
    public void close() {
        if (!isClosed.compareAndSet(false, true)) return;
        carrier.close();
        release.run();
    }

    private void runListener(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.error("a listener failed", e);
        }
    }
}
