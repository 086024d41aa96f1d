package io.hearsay.data.map;

/**
 * One map as a node has it.
 *
 * @param entries deleted ones that are still remembered included
 * @param bytes as in {@link MapsConfig.Quota}
 */
public record MapSummary(String name, MapPolicy<?> policy, long entries, long bytes) {}
