package io.hearsay.antientropy;

import io.hearsay.Peer;
import io.hearsay.Timer;

/** What a reconciler waits for. */
public sealed interface ReconcilerTimer extends Timer {

    /** To go on with a session after other handlers had their turn. */
    record Work(Peer peer, long session) implements ReconcilerTimer {}

    /**
     * Whether anything was heard since.
     *
     * @param heard how many messages had been when it was set
     */
    record Silence(Peer peer, long session, long heard) implements ReconcilerTimer {}

    /** To try again after a session failed. */
    record Again(Peer peer, int attempt) implements ReconcilerTimer {}
}
