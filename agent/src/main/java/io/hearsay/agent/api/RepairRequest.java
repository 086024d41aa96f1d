package io.hearsay.agent.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/repair}: exchanges what differs with members now.
 *
 * @param member with this one; with all that are alive if null
 */
public record RepairRequest(@Nullable String member) {}
