package io.hearsay.computation.averaging;

import io.hearsay.Event;

/**
 * An epoch is over here.
 *
 * @param epoch its number
 * @param estimate what this node took the average for at its end
 * @param cycles how many cycles this node has acted in it; few of them, little accuracy
 */
public record Averaged(long epoch, double estimate, int cycles) implements Event {}
