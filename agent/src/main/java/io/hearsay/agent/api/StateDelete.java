package io.hearsay.agent.api;

/** {@code POST /v1/state/delete}: what this member says of itself no longer. */
public record StateDelete(String key) {
    public StateDelete {
        if (key == null) throw new IllegalArgumentException("'key' is missing");
    }
}
