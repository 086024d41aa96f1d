package io.hearsay.agent.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/query}: a question to members.
 *
 * @param name of the query
 * @param text the payload; or {@code base64}, or neither
 * @param base64 the payload; or {@code text}, or neither
 * @param tags only members that have all of these; everybody if left out
 * @param members only those of these names; everybody if left out
 * @param timeout 1ms..5m, such as {@code 500ms}; 2 s if left out
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record QueryRequest(
        String name,
        @Nullable String text,
        @Nullable String base64,
        @Nullable Map<String, String> tags,
        @Nullable List<String> members,
        @Nullable String timeout) {
    /** How long is waited unless said otherwise. */
    public static final String DEFAULT_TIMEOUT = "2s";

    public QueryRequest {
        if (name == null || name.isEmpty()) throw new IllegalArgumentException("'name' is missing or empty");
        if (text != null && base64 != null)
            throw new IllegalArgumentException("a payload is either 'text' or 'base64'");
    }
}
