package io.hearsay.agent.api;

/**
 * A change of a map: {@code GET /v1/maps/MAP/watch?prefix=PREFIX}.
 *
 * @param event {@code changed}
 * @param entry as it is now
 */
public record MapChanged(String event, MapValue entry) implements StreamEvent {}
