package io.hearsay.dissemination.rumor;

import io.hearsay.Event;

/**
 * A rumor was heard here for the first time: exactly once for each rumor, at its publisher too.
 *
 * <p>Order: rumors of one origin mostly arrive in the order of their sequence; nothing is promised.
 *
 * @param hops how many nodes passed it on before: 0 at its publisher, 1 straight from it
 */
public record Heard(Rumor rumor, int hops) implements Event {}
