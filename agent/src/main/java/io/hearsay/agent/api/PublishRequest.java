package io.hearsay.agent.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/publish}: events for one topic, in this order.
 *
 * @param delivery the contract to publish under, {@code best-effort}, {@code eventual}, {@code fifo} or {@code causal};
 *     null for the one that the topic has
 * @param events 1..{@value #MAX_EVENTS}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PublishRequest(String topic, @Nullable String delivery, List<Payload> events) {
    /** How many events one request carries at most. */
    public static final int MAX_EVENTS = 1_024;

    public PublishRequest {
        if (topic == null || topic.isEmpty()) throw new IllegalArgumentException("'topic' is missing or empty");
        if (events == null || events.isEmpty() || events.size() > MAX_EVENTS)
            throw new IllegalArgumentException(
                    "'events' must be 1.." + MAX_EVENTS + ", was " + (events == null ? "missing" : events.size()));
    }
}
