package io.hearsay.sim;

import io.hearsay.Protocol;

/** What runs on a node: called at each of its starts for the protocol of that life. */
@FunctionalInterface
public interface Program {

    /** Builds the protocol; the simulator then calls its {@code start}. */
    Protocol<?, ?> create(Life life);

    /** The protocol of a life runs; what an operator does first is done here, by {@link SimNode#execute}. */
    default void started(SimNode node) {}
}
