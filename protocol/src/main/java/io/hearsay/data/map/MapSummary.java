package io.hearsay.data.map;

/**
 * One map as a node has it.
 *
 * @param rule which members hold it
 * @param held whether this node is one of them; else there is nothing of it here
 * @param entries deleted ones that are still remembered included
 * @param bytes as in {@link MapsConfig.Quota}
 */
public record MapSummary(String name, MapPolicy<?> policy, MapRule rule, boolean held, long entries, long bytes) {}
