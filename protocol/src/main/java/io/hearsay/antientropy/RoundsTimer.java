package io.hearsay.antientropy;

import io.hearsay.Peer;
import io.hearsay.Timer;

/** When to reconcile. */
public sealed interface RoundsTimer extends Timer {

    /** With anybody. */
    record Round() implements RoundsTimer {}

    /** With somebody who has come. */
    record Visit(Peer peer) implements RoundsTimer {}
}
