package io.hearsay.cluster;

import java.time.Duration;

/**
 * The threads that a {@link Cluster} needs: the node's own, and some that are not.
 *
 * <p>A real node has an event loop and a pool; the simulator has one thread and virtual time.
 */
public interface Host {

    /**
     * Runs a command on the node's own thread, soon, in the order asked; what it sends leaves when it has ended. After
     * {@link #close} it is dropped.
     */
    void run(Runnable command);

    /** Runs a command on the node's own thread after the delay. */
    void runAfter(Duration delay, Runnable command);

    /** Runs a task on a thread on which users' code may block; not on the node's. */
    void deliver(Runnable task);

    /** Monotonic time in nanoseconds, the node's own. */
    long nowNanos();

    /** Ends the node without a word to the others, within a second; again without effect. */
    void close();
}
