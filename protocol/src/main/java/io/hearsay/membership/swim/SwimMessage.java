package io.hearsay.membership.swim;

import io.hearsay.Message;
import io.hearsay.Peer;

/** What SWIM's members say to each other. Updates about members travel beside these, in the same packets. */
public sealed interface SwimMessage extends Message {

    /** A digest of the sender's view rides along, so that a difference shows without being looked for. */
    interface WithDigests {
        /** Of the sender's view. */
        long viewDigest();

        /** Of the sender's tombstones; 0 when it has none. */
        long removedDigest();
    }

    /** Are you there? Sent once a period to the member whose turn it is; answered by {@link Ack} (SWIM: ping). */
    record Ping(long seq, long viewDigest, long removedDigest) implements SwimMessage, WithDigests {}

    /** I am. Answers {@link Ping}. */
    record Ack(long seq, long viewDigest, long removedDigest) implements SwimMessage, WithDigests {}

    /**
     * Ping that one for me; sent to k members when a direct probe went unanswered (SWIM: ping-req). Answered by
     * {@link RelayedAck}, or by {@link Nack} when most of the time-out has passed (Lifeguard, IV-A).
     *
     * @param timeoutMillis how long the asker waits for direct answers, 1..60,000
     */
    record PingReq(long seq, Peer target, int timeoutMillis) implements SwimMessage {
        /** The longest time-out that can be asked for. */
        public static final int MAX_TIMEOUT_MILLIS = 60_000;

        public PingReq {
            if (!target.isKnown()) throw new IllegalArgumentException("the target's instance must be known");
            if (timeoutMillis < 1 || timeoutMillis > MAX_TIMEOUT_MILLIS)
                throw new IllegalArgumentException(
                        "timeoutMillis must be 1.." + MAX_TIMEOUT_MILLIS + ", was " + timeoutMillis);
        }
    }

    /** The target of your {@link PingReq} answered me. */
    record RelayedAck(long seq) implements SwimMessage {}

    /** The target of your {@link PingReq} has not answered me so far; I am here, though. */
    record Nack(long seq) implements SwimMessage {}

    /** {@link Ping} over a link, beside the indirect probes. */
    record StreamPing(long seq) implements SwimMessage {}

    /** Answers {@link StreamPing}, over the same link. */
    record StreamAck(long seq) implements SwimMessage {}

    /** Nothing of its own: a packet for the updates that ride on it. */
    record Gossip() implements SwimMessage {}
}
