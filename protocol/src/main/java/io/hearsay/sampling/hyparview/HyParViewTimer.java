package io.hearsay.sampling.hyparview;

import io.hearsay.Timer;

/** What a node with partial views waits for. */
public sealed interface HyParViewTimer extends Timer {

    /** Neighbours, open questions and free places are looked after. */
    record Look() implements HyParViewTimer {}

    /** The next shuffle. */
    record Mix() implements HyParViewTimer {}
}
