package io.hearsay.agent.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/state/put}: what this member says of itself from now on.
 *
 * @param ttl after how long it is deleted, as in {@code 30s}; absent: never
 */
public record StatePut(String key, String value, @Nullable String ttl) {
    public StatePut {
        if (key == null) throw new IllegalArgumentException("'key' is missing");
        if (value == null)
            throw new IllegalArgumentException("'value' is missing; POST /v1/state/delete deletes a key");
    }
}
