package io.hearsay.dissemination.bimodal;

import io.hearsay.Timer;

/** What bimodal multicast waits for. */
public sealed interface BimodalTimer extends Timer {

    /** The next round. One is pending always. */
    record Round() implements BimodalTimer {}
}
