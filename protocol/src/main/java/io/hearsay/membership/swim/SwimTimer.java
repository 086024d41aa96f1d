package io.hearsay.membership.swim;

import io.hearsay.NodeId;
import io.hearsay.Timer;

/**
 * What SWIM waits for. Each timer knows when it was due: one that comes much later tells that this node did not run
 * meanwhile.
 */
public sealed interface SwimTimer extends Timer {

    /** When it was to expire. */
    long dueNanos();

    /** Probe the next member. */
    record Period(long dueNanos) implements SwimTimer {}

    /** The direct probe should have been answered: ask for help, until {@code endNanos}. */
    record ProbeTimeout(long dueNanos, long seq, long endNanos) implements SwimTimer {}

    /** The probe's last moment: accuse. */
    record ProbeEnd(long dueNanos, long seq) implements SwimTimer {}

    /** Tell the one who asked that the target has not answered so far. */
    record NackDue(long dueNanos, long seq) implements SwimTimer {}

    /** Nobody waits for this relay any more. */
    record RelayEnd(long dueNanos, long seq) implements SwimTimer {}

    /** The suspect's time to refute may be over: it is, unless confirmations moved the end. */
    record SuspicionTimeout(long dueNanos, NodeId suspect, long incarnation) implements SwimTimer {}

    /** Tell some members the news. */
    record GossipRound(long dueNanos) implements SwimTimer {}
}
