package io.hearsay;

/**
 * Reliable, ordered connections; one per pair of nodes, shared by all protocols of a node.
 *
 * <p>A link is opened by whoever needs it and stays as long as somebody on either side does. Opening a link that stands
 * already is answered by {@link Protocol#linkUp} again.
 */
public interface Links {

    /**
     * Opens a link, or joins the one that stands.
     *
     * @param to an address; the instance may be unknown, as it is of a seed: whoever answers there is then the peer
     */
    void open(Peer to);

    /**
     * Sends a message of at most 16 KiB on a link that is up.
     *
     * @return false if the link is not up or its window is full; then nothing was sent, and
     *     {@link Protocol#linkWritable} says when to go on
     */
    boolean send(Peer to, Message message);

    /** Says that the caller no longer needs the link; the last one to say so closes it, with a goodbye to the peer. */
    void close(Peer to, String reason);

    /**
     * Reads nothing more from a peer until {@link #resume}: what it sends waits at its side, whose window fills. What
     * was on its way may still come. All that travels on the link waits, a goodbye as well: for moments only. Does
     * nothing if the link is not up; a link that comes up is read.
     */
    void pause(Peer from);

    /** Reads on. */
    void resume(Peer from);

    /**
     * Gives a link up at once, whoever needs it: its peer is believed dead, and what waits in the stream might wait for
     * minutes after it can be reached again. All are told {@link LinkCause#TIMED_OUT}; the next {@link #open} connects
     * anew.
     */
    default void abandon(Peer to) {
        close(to, "given up");
    }
}
