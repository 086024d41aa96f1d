package io.hearsay.dissemination.plumtree;

import io.hearsay.Event;
import io.hearsay.Peer;

/** What a broadcast tree tells. */
public sealed interface PlumtreeEvent extends Event {

    /**
     * A message has come for the first time, or was sent from here.
     *
     * @param round hops it came; 0 where it was sent from
     * @param payload not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // a copy for each listener would cost more than it protects
    record Delivered(MessageId id, int round, byte[] payload) implements PlumtreeEvent {
        @Override
        public String toString() {
            return id + " after " + round + " hops (" + payload.length + " bytes)";
        }
    }

    /**
     * A message has come again.
     *
     * @param payload not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // a copy for each listener would cost more than it protects
    record Duplicate(MessageId id, byte[] payload) implements PlumtreeEvent {
        @Override
        public String toString() {
            return id + " again (" + payload.length + " bytes)";
        }
    }

    /** Others had announced a message, and none that were asked has it any more. */
    record Abandoned(MessageId id) implements PlumtreeEvent {}

    /** A neighbour has announced again and again what it does not send; it is not listened to for a while. */
    record Distrusted(Peer peer) implements PlumtreeEvent {}
}
