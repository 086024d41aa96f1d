package io.hearsay.agent.api;

import java.util.List;

/**
 * How far an order about a key has come.
 *
 * @param confirmedBy live members that have done and stored it
 * @param awaited members that have not confirmed, the dead included; they are told when they can be reached
 * @param lockedOut those of them that a forced removal has locked out
 */
public record KeyReply(String fingerprint, List<String> confirmedBy, List<String> awaited, List<String> lockedOut) {}
