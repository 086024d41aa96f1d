package io.hearsay.node;

import io.hearsay.Address;

/**
 * What the sockets of a node have to know.
 *
 * @param bind where to listen; port 0 takes a free one
 * @param mtuBytes the largest datagram that the stack sends; ones up to 2,048 bytes are received in any case
 * @param maxAccepted how many accepted connections may be open at once, more are closed at once; default 2,048 (guess);
 *     each costs a file handle and about 2 KiB
 */
record SocketConfig(Address bind, int mtuBytes, int maxAccepted) {
    private static final int DEFAULT_MAX_ACCEPTED = 2_048;
    private static final int MIN_RECEIVED_BYTES = 2_048;

    static SocketConfig of(Address bind, int mtuBytes) {
        return new SocketConfig(bind, mtuBytes, DEFAULT_MAX_ACCEPTED);
    }

    /** Room for one datagram that comes in. */
    int receivedBytes() {
        return Math.max(MIN_RECEIVED_BYTES, mtuBytes);
    }
}
