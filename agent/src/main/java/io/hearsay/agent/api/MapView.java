package io.hearsay.agent.api;

import java.util.List;

/**
 * {@code GET /v1/maps/MAP?prefix=PREFIX}: the entries of a map whose keys begin so, as this agent has them.
 *
 * @param policy empty if no such map is known here
 */
public record MapView(String map, String policy, List<MapValue> entries) {}
