package io.hearsay.sampling.cyclon;

import io.hearsay.Timer;

/** What a node that samples waits for. */
public sealed interface CyclonTimer extends Timer {

    /** The next cycle. */
    record Cycle() implements CyclonTimer {}
}
