package io.hearsay.agent.api;

/**
 * {@code POST /v1/keys/install}: all members open with one more key. Taken over loopback alone.
 *
 * @param key 32 bytes in Base64
 */
public record KeyInstallRequest(String key) {
    public KeyInstallRequest {
        if (key == null || key.isEmpty()) throw new IllegalArgumentException("'key' is missing or empty");
    }

    /** Says nothing: a key has no place in a log. */
    @Override
    public String toString() {
        return "KeyInstallRequest";
    }
}
