package io.hearsay.lab.plan;

import io.hearsay.lab.experiment.LabException;

/**
 * What computing adds where all nodes share one machine, as in a benchmark; nodes with hosts of their own add next to
 * nothing.
 *
 * @param cores that they share
 * @param secondsPerCopy of one core, from its being sealed until it is heard
 * @param wake by how many seconds half of all waits are too late, each hop of a delayed packet among them
 * @param hiccup by how many seconds more 1 of 100 waits are too late: other programs, garbage collection
 */
public record Machine(int cores, double secondsPerCopy, double wake, double hiccup) {
    public Machine {
        if (cores < 1 || !(secondsPerCopy >= 0) || !(wake >= 0) || !(hiccup >= 0))
            throw new LabException("a machine has cores and costs, was " + cores + ", " + secondsPerCopy + ", " + wake
                    + ", " + hiccup);
    }

    /** Every node on a host of its own. */
    public static Machine each() {
        return new Machine(1, 0, 0, 0);
    }

    /** How long so many copies keep it busy. */
    double seconds(double copies) {
        return copies * secondsPerCopy / cores;
    }
}
