package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.LinkCause;

/**
 * What a {@link Carrier} calls: the stack, or a test that watches a carrier alone.
 *
 * <p>Called from one thread at a time and never from within a call to the carrier. The arrays stay the carrier's: they
 * hold what they hold until the call returns.
 */
public interface Carried {

    /** A datagram came in; anybody may have sent it. */
    void datagramReceived(Address from, byte[] frame, int offset, int length);

    /** The alarm that {@link Carrier#wakeAt} set is due. */
    void wake();

    /** Somebody has connected a stream to this node. */
    void accepted(long stream, Address from);

    /** The stream that {@link Carrier#connect} began stands. */
    void connected(long stream);

    /** A whole frame came in on a stream. */
    void streamFrame(long stream, byte[] frame, int offset, int length);

    /** A stream whose window was full takes frames again. */
    void writable(long stream);

    /** A stream is gone or could not be connected; its number says nothing any more. */
    void disconnected(long stream, LinkCause cause);

    /** What {@link Carrier#store} was given survives a crash from now on. */
    void stored(long token);

    /** What {@link Carrier#store} was given could not be stored. */
    void storeFailed(long token, String why);
}
