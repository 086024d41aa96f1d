package io.hearsay.membership.watch;

import io.hearsay.Timer;

/** What watching waits for. */
public sealed interface WatchTimer extends Timer {

    /** Follow the ring by one link. */
    record Turn() implements WatchTimer {}
}
