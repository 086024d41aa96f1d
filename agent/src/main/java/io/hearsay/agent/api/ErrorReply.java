package io.hearsay.agent.api;

/**
 * What is answered instead of what was asked for.
 *
 * @param error what, the value, what is allowed, what to do
 */
public record ErrorReply(String error) {}
