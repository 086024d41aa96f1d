package io.hearsay.agent.api;

import java.util.List;

/**
 * Who is being called; whether they answer, the members tell.
 *
 * @param called their addresses
 */
public record JoinReply(List<String> called) {}
