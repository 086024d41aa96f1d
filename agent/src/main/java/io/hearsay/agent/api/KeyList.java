package io.hearsay.agent.api;

import java.util.List;

/** {@code GET /v1/keys}: who holds which keys, by its own last word; fingerprints, never keys. */
public record KeyList(String cluster, String self, List<Holder> members) {

    /**
     * One member.
     *
     * @param seals fingerprint of the key that it seals with; empty if it has not said so
     * @param opens fingerprints of all that it opens with, that one first
     */
    public record Holder(String name, String state, String seals, List<String> opens) {}
}
