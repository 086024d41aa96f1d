package io.hearsay.dissemination.query;

import io.hearsay.Peer;

/**
 * A member that is asked.
 *
 * @param awaited false for one that is believed dead: it may answer, and the question may end without it
 */
public record Target(String name, Peer peer, boolean awaited) {}
