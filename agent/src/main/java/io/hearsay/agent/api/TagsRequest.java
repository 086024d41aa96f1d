package io.hearsay.agent.api;

import java.util.Map;

/** {@code POST /v1/tags}: this node's tags from now on, all of them. */
public record TagsRequest(Map<String, String> tags) {
    public TagsRequest {
        if (tags == null) throw new IllegalArgumentException("'tags' is missing");
    }
}
