package io.hearsay.agent.api;

import java.util.List;

/**
 * {@code POST /v1/leave}: the node has said goodbye, and the agent ends.
 *
 * @param acknowledgedBy who knows
 * @param wanted how many were to know
 */
public record LeaveReply(String name, List<String> acknowledgedBy, int wanted, double tookMillis) {}
