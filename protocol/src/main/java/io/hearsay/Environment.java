package io.hearsay;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * All that a protocol sees of the world.
 *
 * <p>Calls do not re-enter: an environment queues what it is given and never calls the protocol back before the running
 * handler has returned. What is sent to one peer within one handler travels in one packet where it fits.
 */
public interface Environment {

    /** Monotonic time in nanoseconds from an arbitrary origin. */
    long nowNanos();

    /**
     * What this host believes the time of day is, in milliseconds since 1970: it may be wrong, jump and go back. For
     * stamps on users' data alone; where time is virtual and nobody says otherwise, it is {@link #nowNanos}.
     */
    default long wallMillis() {
        return nowNanos() / 1_000_000;
    }

    /** This node's own randomness, split from the run's seed. */
    RandomGenerator random();

    /**
     * Sends one datagram's worth: it may be lost, delayed, duplicated or overtaken, and nobody says so.
     *
     * @param to a peer whose instance is known
     * @param message at most one MTU when encoded
     */
    void send(Peer to, Message message);

    /** Calls {@link Protocol#expire} with this timer after the delay. */
    void schedule(long delayNanos, Timer timer);

    /** Calls {@link Protocol#expire} with this timer after the delay. */
    default void schedule(Duration delay, Timer timer) {
        schedule(delay.toNanos(), timer);
    }

    /** Tells those above that something happened. */
    void emit(Event event);

    /** Asks to store the batch, whole or not at all; {@link Protocol#persisted} or {@code persistFailed} answers. */
    void persist(Batch batch, long token);

    /** The reliable, ordered connections to other nodes. */
    Links links();
}
