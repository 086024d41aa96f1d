package io.hearsay.data.map;

import io.hearsay.Timer;

/** What a node's maps wait for. */
public sealed interface MapTimer extends Timer {

    /** To spread what was written. */
    record Spread() implements MapTimer {}

    /** To look at what somebody owns who has come or gone. */
    record Look() implements MapTimer {}

    /** To look for what time has ended. */
    record Sweep() implements MapTimer {}

    /** To take more of what was let go of out of the store. */
    record Erase() implements MapTimer {}
}
