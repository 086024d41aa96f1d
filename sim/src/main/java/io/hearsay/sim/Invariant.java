package io.hearsay.sim;

import io.hearsay.Event;

/**
 * A rule that must hold all the time, checked as the run goes.
 *
 * <p>An invariant belongs to one world and may remember what it saw. It tells what it finds to {@link World#violated};
 * the run goes on, so that later violations are found too.
 */
public interface Invariant {

    /** A short name in kebab case, as it is printed. */
    String name();

    /** A node has sent a frame: a datagram or, on a stream, one frame of it. In the setting {@code frames} only. */
    default void sent(SimNode node, int lengthBytes, boolean onStream) {}

    /**
     * A datagram did not reach the process that it was meant for, or not in time.
     *
     * @param cause the fault that the world knows of: loss, cut, partition, clog, late, paused, stalled, busy, nobody
     */
    default void undelivered(SimNode from, SimNode to, String cause) {}

    /**
     * A datagram that the network had doubled was handled. In the setting {@code frames} only.
     *
     * @param number the same for both copies
     * @param messages how many messages the protocol was given for it
     */
    default void doubledHandled(SimNode node, long number, int messages) {}

    /** A node has emitted an event; its state is consistent. */
    default void emitted(SimNode node, Event event) {}

    /** A node has started, or started again. */
    default void started(SimNode node) {}

    /** The run is over. */
    default void ended(World world) {}
}
