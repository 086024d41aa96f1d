package io.hearsay.membership.evidence;

import io.hearsay.Timer;

/** What an inquest waits for. */
public sealed interface InquestTimer extends Timer {

    /** Ping that process once more. */
    record PingMore(long instance, long brokeNanos, long untilNanos) implements InquestTimer {}

    /** The silence has lasted, if nothing was heard. */
    record SilenceOver(long instance, long brokeNanos, long dueNanos) implements InquestTimer {}
}
