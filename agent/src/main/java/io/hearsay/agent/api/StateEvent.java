package io.hearsay.agent.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A member's key as it is now: {@code GET /v1/state/watch}.
 *
 * @param event {@code changed} or {@code gone}
 * @param value absent if it is gone
 */
public record StateEvent(
        String event,
        String member,
        String key,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String value) implements StreamEvent {}
