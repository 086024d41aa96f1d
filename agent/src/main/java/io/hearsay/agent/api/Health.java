package io.hearsay.agent.api;

/**
 * {@code GET /healthz}: 200 as long as the node runs; {@code /healthz/joined} and {@code /healthz/settled} answer 503
 * until it is.
 *
 * @param joined it holds another member's view, or has no seeds and is the first
 * @param settled after joining, its view has rested for some rounds
 */
public record Health(String name, boolean joined, boolean settled) {}
