package io.hearsay.dissemination.bimodal;

import io.hearsay.Event;

/**
 * A message is here, and all of its origin before it were delivered or reported {@link Lost}.
 *
 * @param repaired whether it came by gossip and not in the first phase
 */
public record Delivered(MessageId id, Payload payload, boolean repaired) implements Event {}
