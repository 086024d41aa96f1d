package io.hearsay.dissemination.topic;

import io.hearsay.Event;

/** What is handed up to those who listen to topics, in this order. */
public sealed interface TopicEvent extends Event {

    /**
     * An event, once, in the order that its contract promises.
     *
     * @param payload belongs to whoever takes the event; nobody else holds it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Delivered(Arrival event, Delivery delivery, byte[] payload) implements TopicEvent {
        @Override
        public String toString() {
            return event + " " + delivery + " (" + payload.length + " bytes)";
        }
    }

    /** Events of an ordered topic that were given up; should they still come, they are not delivered. */
    record Gap(String topic, long publisher, long first, long last) implements TopicEvent {}

    /**
     * Somebody publishes under another contract than this node wants of the topic: its events are not delivered here.
     * Said once for each publisher and topic.
     */
    record Conflict(String topic, long publisher, Delivery theirs, Delivery ours) implements TopicEvent {}
}
