package io.hearsay.agent.api;

import java.util.List;

/**
 * {@code GET /v1/maps}: the replicated maps as this agent has them.
 *
 * @param digest two agents share it exactly when their maps that all members hold are the same
 */
public record MapList(String cluster, String self, String digest, List<Entry> maps) {

    /**
     * One map; its entries include deleted ones that are still remembered.
     *
     * @param rule which members hold it: {@code all}, or those with a tag, such as {@code role=db}
     * @param held whether this agent is one of them
     */
    public record Entry(String map, String policy, String rule, boolean held, long entries, long bytes) {}
}
