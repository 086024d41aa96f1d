package io.hearsay.membership.phi;

import io.hearsay.Timer;

/** What waits for heartbeats that do not come. */
public sealed interface HeartbeatTimer extends Timer {

    /** Time to see whose silence has passed the threshold. */
    record Interpret() implements HeartbeatTimer {}
}
