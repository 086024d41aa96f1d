package io.hearsay;

import org.jspecify.annotations.Nullable;

/**
 * A single-threaded state machine: something happens to it, it changes, it says what should happen next.
 *
 * <p>A protocol reaches the world through its {@link Environment} alone. All methods are called by one thread at a
 * time, none is called while another one of the same node runs, and none may block or run longer than about a
 * millisecond: longer work is cut into steps by a zero-delay timer.
 *
 * @param <M> the messages it understands
 * @param <T> the timers it sets
 */
public interface Protocol<M extends Message, T extends Timer> {

    /** Begins; called once, before any other input. */
    void start();

    /** Takes in a message that {@code from} sent here, as a datagram or on a link. */
    void receive(Peer from, M message);

    /** A timer that this protocol has set is due. */
    void expire(T timer);

    /** A link to {@code peer} stands and can be written to; the peer's instance is known and authenticated. */
    default void linkUp(Peer peer) {}

    /** A link whose window was full takes messages again. */
    default void linkWritable(Peer peer) {}

    /**
     * A link is gone or could not be opened.
     *
     * @param peer as in {@link #linkUp}; for a link that never stood, as in {@link Links#open}
     */
    default void linkDown(Peer peer, LinkCause cause) {}

    /** Another part of the same node, or this one, has reported {@code event}. */
    default void onEvent(Event event) {}

    /** What {@link Environment#persist} was given under this token survives a crash from now on. */
    default void persisted(long token) {}

    /** What {@link Environment#persist} was given under this token could not be stored. */
    default void persistFailed(long token, String why) {}

    /**
     * The next thing to add to a packet that leaves for {@code to} anyway, or null when there is nothing that fits.
     * Called repeatedly for one packet until it answers null.
     *
     * @param roomBytes how much the encoded message may take, its kind and length included
     */
    default @Nullable Message piggyback(Peer to, int roomBytes) {
        return null;
    }
}
