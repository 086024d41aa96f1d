package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.Timer;

/** What the stack itself waits for. */
sealed interface StackTimer extends Timer {

    /** A handshake has had its time. */
    record HandshakeDue(long stream) implements StackTimer {}

    /** A link may have been of no use for its linger. */
    record LingerDue(long stream) implements StackTimer {}

    /** The budget may admit what waits. */
    record BudgetDue() implements StackTimer {}

    /** A fault has held a frame back for long enough. */
    final class Delayed implements StackTimer {
        /** The datagram's other end; for streams it says nothing. */
        final Address peer;

        /** 0 for a datagram. */
        final long stream;

        final Faults.Direction direction;
        final byte[] frame;

        Delayed(Address peer, long stream, Faults.Direction direction, byte[] frame) {
            this.peer = peer;
            this.stream = stream;
            this.direction = direction;
            this.frame = frame;
        }
    }
}
