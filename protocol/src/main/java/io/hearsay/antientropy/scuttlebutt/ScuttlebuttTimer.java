package io.hearsay.antientropy.scuttlebutt;

import io.hearsay.Timer;

/** What Scuttlebutt waits for. */
public sealed interface ScuttlebuttTimer extends Timer {

    /** Time to gossip. */
    record Round() implements ScuttlebuttTimer {}
}
