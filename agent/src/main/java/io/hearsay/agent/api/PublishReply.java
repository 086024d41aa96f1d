package io.hearsay.agent.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What became of a {@link PublishRequest}: the first {@code accepted} events are on their way, the others are not.
 *
 * @param error why not all, absent if all
 */
public record PublishReply(
        String topic,
        long accepted,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String error) {
    /** The HTTP status of "try the rest again": a queue is full. */
    public static final int FULL = 503;

    /** The HTTP status of an event that can never be accepted, the one behind the accepted ones. */
    public static final int TOO_LARGE = 413;
}
