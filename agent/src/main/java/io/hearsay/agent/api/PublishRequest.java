package io.hearsay.agent.api;

import java.util.List;

/**
 * {@code POST /v1/publish}: events for one topic, in this order.
 *
 * @param events 1..{@value #MAX_EVENTS}
 */
public record PublishRequest(String topic, List<Payload> events) {
    /** How many events one request carries at most. */
    public static final int MAX_EVENTS = 1_024;

    public PublishRequest {
        if (topic == null || topic.isEmpty()) throw new IllegalArgumentException("'topic' is missing or empty");
        if (events == null || events.isEmpty() || events.size() > MAX_EVENTS)
            throw new IllegalArgumentException(
                    "'events' must be 1.." + MAX_EVENTS + ", was " + (events == null ? "missing" : events.size()));
    }
}
