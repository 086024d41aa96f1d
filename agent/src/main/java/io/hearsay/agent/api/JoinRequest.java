package io.hearsay.agent.api;

import java.util.List;

/**
 * {@code POST /v1/join}: calls further members.
 *
 * @param seeds {@code host:port} each, 1..64
 */
public record JoinRequest(List<String> seeds) {
    public JoinRequest {
        if (seeds == null || seeds.isEmpty() || seeds.size() > 64)
            throw new IllegalArgumentException(
                    "'seeds' must be 1..64, was " + (seeds == null ? "missing" : seeds.size()));
    }
}
