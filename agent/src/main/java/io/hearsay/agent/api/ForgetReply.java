package io.hearsay.agent.api;

import java.util.List;

/**
 * How far the word of a removal has come.
 *
 * @param epoch the life that was removed; the name may come back in a later one
 * @param confirmedBy live members that hold the removal
 * @param awaited members that have not confirmed, the dead included; they are told when they come back
 */
public record ForgetReply(String name, long epoch, List<String> confirmedBy, List<String> awaited) {}
