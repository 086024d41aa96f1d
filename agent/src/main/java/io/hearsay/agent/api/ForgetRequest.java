package io.hearsay.agent.api;

/** {@code POST /v1/forget}: removes a member for good. */
public record ForgetRequest(String name) {
    public ForgetRequest {
        if (name == null || name.isEmpty()) throw new IllegalArgumentException("'name' is missing or empty");
    }
}
