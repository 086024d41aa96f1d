package io.hearsay.sampling.hyparview;

import io.hearsay.Event;
import io.hearsay.Peer;

/** What becomes of the active view. */
public sealed interface HyParViewEvent extends Event {

    /** A neighbour from now on; its link stands. */
    record NeighborUp(Peer peer) implements HyParViewEvent {}

    /**
     * No neighbour any more.
     *
     * @param dead whether it was lost, as against given up by one of the two
     */
    record NeighborDown(Peer peer, boolean dead) implements HyParViewEvent {}
}
