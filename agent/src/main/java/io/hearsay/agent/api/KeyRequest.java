package io.hearsay.agent.api;

/**
 * {@code POST /v1/keys/use} and {@code POST /v1/keys/remove}.
 *
 * @param fingerprint the key, as {@code GET /v1/keys} shows it
 * @param force remove it, whomever that locks out
 */
public record KeyRequest(String fingerprint, boolean force) {
    public KeyRequest {
        if (fingerprint == null || fingerprint.isEmpty())
            throw new IllegalArgumentException("'fingerprint' is missing or empty");
    }
}
