package io.hearsay.antientropy.scuttlebutt;

import io.hearsay.Event;

/**
 * Somebody holds the state of a life of this node's own name that is not below its own: a twin, or a past with a better
 * clock. Reported by those who beat; nothing is taken in.
 *
 * @param delta what that life has said of itself, or the oldest part of it
 */
public record Claimed(Delta delta) implements Event {}
