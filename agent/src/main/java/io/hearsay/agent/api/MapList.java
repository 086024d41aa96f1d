package io.hearsay.agent.api;

import java.util.List;

/**
 * {@code GET /v1/maps}: the replicated maps as this agent has them.
 *
 * @param digest two agents share it exactly when all their maps hold the same
 */
public record MapList(String cluster, String self, String digest, List<Entry> maps) {

    /** One map; its entries include deleted ones that are still remembered. */
    public record Entry(String map, String policy, long entries, long bytes) {}
}
