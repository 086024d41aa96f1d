package io.hearsay.sim;

import io.hearsay.Event;
import io.hearsay.cluster.Host;
import io.hearsay.stack.Node;
import io.hearsay.stack.Stack;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What a handle stands on in a simulation: one life of a node, and virtual time for its listeners as well. */
final class VirtualHost implements Host {
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final VirtualTime time;
    private final SimNode simNode;
    private final Stack stack;
    private final Node node;
    private Consumer<Event> sink = event -> {};
    private boolean isClosed;

    VirtualHost(VirtualTime time, SimNode simNode, Stack stack, Node node) {
        this.time = time;
        this.simNode = simNode;
        this.stack = stack;
        this.node = node;
    }

    /** Where the world delivers. */
    void event(Event event) {
        if (!isClosed) sink.accept(event);
    }

    @Override
    public void onEvent(Consumer<Event> newSink) {
        sink = newSink;
    }

    @Override
    public void run(Runnable command) {
        runAfter(Duration.ZERO, command);
    }

    @Override
    public void runAfter(Duration delay, Runnable command) {
        time.after(delay, () -> {
            if (isRunning()) simNode.execute(command);
        });
    }

    @Override
    public void deliver(Runnable task) {
        time.after(Duration.ZERO, () -> {
            if (!isClosed) task.run();
        });
    }

    @Override
    public <T> CompletableFuture<T> promise() {
        return new VirtualFuture<>(time);
    }

    @Override
    public <T> T await(CompletableFuture<T> answer) {
        if (!time.passUntil(answer::isDone, ANSWER))
            throw new IllegalStateException(
                    simNode + " did not answer within " + ANSWER.toSeconds() + " s of virtual time");
        return answer.join();
    }

    @Override
    public long nowNanos() {
        return stack.nowNanos();
    }

    @Override
    public void close() {
        time.checkThread();
        if (isRunning()) simNode.crash();
        isClosed = true;
    }

    private boolean isRunning() {
        return !isClosed && simNode.isUp() && simNode.protocol(Node.class) == node;
    }
}
