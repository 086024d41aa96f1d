package io.hearsay;

/**
 * Something that happened in a protocol and that those above it may want to know.
 *
 * <p>Events are immutable records, emitted after the protocol's state is consistent.
 */
public interface Event {}
