package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.Batch;
import io.hearsay.Event;
import java.util.random.RandomGenerator;

/**
 * What the world provides to a {@link Stack}: the bytes of one frame to one address, time, one alarm, a journal.
 *
 * <p>A real node and the simulator are two carriers. A carrier calls the stack from one thread at a time and never from
 * within a call of the stack to it.
 */
public interface Carrier {

    /** Monotonic time in nanoseconds from an arbitrary origin. */
    long nowNanos();

    /** The host's time of day, which may be wrong; from any thread. As in {@link io.hearsay.Environment#wallMillis}. */
    default long wallMillis() {
        return nowNanos() / 1_000_000;
    }

    /** This node's own randomness. */
    RandomGenerator random();

    /** Sends a datagram, or loses it; the array is the stack's again on return. */
    void datagram(Address to, byte[] frame, int length);

    /** Sets the one alarm: {@link Stack#wake} is called once, at this time or soon after. Replaces the earlier one. */
    void wakeAt(long nanos);

    /**
     * Starts to connect a stream; {@link Stack#connected} or {@link Stack#disconnected} answers.
     *
     * @return this stream's number, never used again by this carrier
     */
    long connect(Address to);

    /**
     * Writes a frame to a stream; it arrives whole and in order, or the stream goes down. The array is the stack's
     * again on return.
     *
     * @return false if the stream's window is full after this frame; {@link Stack#writable} says when it no longer is
     */
    boolean write(long stream, byte[] frame, int length);

    /** Whether to read on from a stream; while not, what comes in waits, and the window of who sends it fills. */
    void read(long stream, boolean on);

    /** Closes a stream after what was written has left; {@link Stack#disconnected} is not called for it any more. */
    void disconnect(long stream);

    /** Stores the batch, whole or not at all; {@link Stack#stored} or {@link Stack#storeFailed} answers. */
    void store(Batch batch, long token);

    /** Hands an event up, to whoever uses the node. */
    void deliver(Event event);
}
