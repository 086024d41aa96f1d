package io.hearsay.computation.pushsum;

import io.hearsay.Event;

/**
 * An epoch is over here.
 *
 * @param epoch its number
 * @param estimate sum by weight at its end; {@code NaN} where no weight has come
 * @param rounds how many rounds this node has acted in it
 */
public record Summed(long epoch, double estimate, int rounds) implements Event {}
