package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.Timer;

/** What the stack itself waits for. */
sealed interface StackTimer extends Timer {

    /** A handshake has had its time. */
    record HandshakeDue(long stream) implements StackTimer {}

    /** A hello has been held for long enough. */
    record HeldDue(long stream) implements StackTimer {}

    /** A link may have been of no use for its linger. */
    record LingerDue(long stream) implements StackTimer {}

    /** The budget may admit what waits. */
    record BudgetDue() implements StackTimer {}

    /** A fault has held a frame back for long enough. */
    final class Delayed implements StackTimer {
        /** Where a datagram goes or comes from. */
        final Address peer;

        /** The stream of a frame on a link. */
        final long stream;

        final boolean isOnLink;
        final Faults.Direction direction;
        final byte[] frame;

        private Delayed(Address peer, boolean isOnLink, long stream, Faults.Direction direction, byte[] frame) {
            this.peer = peer;
            this.isOnLink = isOnLink;
            this.stream = stream;
            this.direction = direction;
            this.frame = frame;
        }

        static Delayed datagram(Address peer, Faults.Direction direction, byte[] frame) {
            return new Delayed(peer, false, 0, direction, frame);
        }

        static Delayed onLink(Link link, Faults.Direction direction, byte[] frame) {
            return new Delayed(link.peer.address(), true, link.stream, direction, frame);
        }
    }
}
