package io.hearsay.cluster;

import io.hearsay.Event;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The threads that a {@link Cluster} needs: the node's own, and some that are not.
 *
 * <p>A real node has an event loop and a pool; the simulator has one thread and virtual time.
 */
public interface Host {

    /** Gives all the node's events to {@code sink}, on the node's own thread; called once, before the node starts. */
    void onEvent(Consumer<Event> sink);

    /**
     * Runs a command on the node's own thread, soon, in the order asked; what it sends leaves when it has ended. After
     * {@link #close} it is dropped.
     */
    void run(Runnable command);

    /** Runs a command on the node's own thread after the delay. */
    void runAfter(Duration delay, Runnable command);

    /** Runs a task where users' code may block: not on the node's thread. */
    void deliver(Runnable task);

    /** An answer to be given later; where time is virtual, waiting for it lets time pass. */
    default <T> CompletableFuture<T> promise() {
        return new CompletableFuture<>();
    }

    /**
     * Waits, off the node's thread, for an answer that a command gives; a simulator lets virtual time pass.
     *
     * @throws IllegalStateException if the node has ended, or does not answer within seconds
     */
    <T> T await(CompletableFuture<T> answer);

    /** Monotonic time in nanoseconds, the node's own. */
    long nowNanos();

    /** Ends the node within a second; again without effect. */
    void close();
}
