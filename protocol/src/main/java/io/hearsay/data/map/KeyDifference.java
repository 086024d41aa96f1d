package io.hearsay.data.map;

import io.hearsay.data.Bytes;

/** What is not the same in two replicas, and how. */
public record KeyDifference(String map, Bytes key, Side side) {

    /** Who has what the other one lacks. Something deleted that is still remembered is something. */
    public enum Side {
        /** Only the other node has something. */
        MISSING_HERE,
        /** Only this node has something. */
        MISSING_THERE,
        /** This node has all that the other one has, and more. */
        NEWER_HERE,
        /** The other node has all that this one has, and more. */
        NEWER_THERE,
        /** Each has something that the other one lacks, or the map has another policy there. */
        APART
    }
}
