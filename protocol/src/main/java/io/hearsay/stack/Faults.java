package io.hearsay.stack;

import io.hearsay.Address;

/**
 * Trouble on purpose, for tests and demonstrations: asked for each datagram and each frame on a link.
 *
 * <p>Called on the node's own thread.
 */
@FunctionalInterface
public interface Faults {
    /** Let it through at once. */
    long PASS = 0;

    /** Lose it. On a link, which repeats what is lost, this does nothing. */
    long DROP = -1;

    /** No way through, by datagram or by link: a link that is used breaks as by a time-out. */
    long CUT = -2;

    /** No trouble. */
    Faults NONE = (peer, direction) -> PASS;

    /** Which way a frame goes, seen from this node. */
    enum Direction {
        /** To the peer. */
        TO,
        /** From the peer. */
        FROM
    }

    /**
     * What happens to a frame.
     *
     * @return {@link #PASS}, {@link #DROP}, {@link #CUT}, or by how many nanoseconds it is delayed
     */
    long judge(Address peer, Direction direction);
}
