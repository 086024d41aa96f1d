package io.hearsay.agent.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One key of one member, after what was asked was done.
 *
 * @param value absent if there is none
 */
public record StateReply(
        String member,
        String key,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String value) {}
