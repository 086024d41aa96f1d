package io.hearsay.stack;

import io.hearsay.Event;
import io.hearsay.Peer;

/**
 * Somebody of this cluster has answered a hello that {@link Stack#hello} sent; it says who listens there.
 *
 * @param peer where it was asked, and which process answered
 * @param rttNanos between hello and answer
 * @param sizeBytes of the answer's datagram, as large as the hello's
 */
public record HelloAnswered(Peer peer, long rttNanos, int sizeBytes) implements Event {}
