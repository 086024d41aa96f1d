package io.hearsay.computation.averaging;

import io.hearsay.Timer;

/** What averaging waits for. */
public sealed interface AveragingTimer extends Timer {

    /**
     * The moment to act has come in the cycle that began then.
     *
     * @param beganNanos in the node's own time
     */
    record Cycle(long beganNanos) implements AveragingTimer {}
}
