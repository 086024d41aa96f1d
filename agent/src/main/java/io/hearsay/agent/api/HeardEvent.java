package io.hearsay.agent.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An event of a topic, as it came in: {@code GET /v1/listen?topic=TOPIC}.
 *
 * @param event {@code heard}
 * @param from the publisher's name, or its instance where no member is known by it any more
 * @param id the publisher's instance and how many events it had published then
 * @param at when it was heard here
 * @param hops how many members passed it on before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HeardEvent(
        String event,
        String topic,
        String from,
        String id,
        String at,
        int hops,
        @Nullable String text,
        @Nullable String base64)
        implements StreamEvent {}
