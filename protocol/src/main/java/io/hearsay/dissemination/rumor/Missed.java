package io.hearsay.dissemination.rumor;

import io.hearsay.Event;

/**
 * Rumors of one origin that exist and were never had: they left the others' memories before they came here, and are now
 * given up. Should they still come, they will not be heard.
 *
 * @param first the first sequence of the run
 * @param last the last one
 */
public record Missed(long origin, long first, long last) implements Event {}
