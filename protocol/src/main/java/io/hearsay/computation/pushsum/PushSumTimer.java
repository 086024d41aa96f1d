package io.hearsay.computation.pushsum;

import io.hearsay.Timer;

/** What push-sum waits for. */
public sealed interface PushSumTimer extends Timer {

    /**
     * The moment to act has come in the round that began then.
     *
     * @param beganNanos in the node's own time
     */
    record Round(long beganNanos) implements PushSumTimer {}
}
