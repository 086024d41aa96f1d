package io.hearsay.dissemination.bimodal;

import io.hearsay.Event;

/**
 * Messages of one origin that exist and did not come here in time. They are given up: should they still come, they are
 * not delivered.
 *
 * @param first the first sequence of the gap
 * @param last the last one
 */
public record Lost(long origin, long first, long last) implements Event {}
