package io.hearsay.lab.experiment;

/**
 * How often, and on how many cores.
 *
 * @param nodes in each run, 2 or more
 * @param runs 1 or more
 * @param seed of all chance; what comes out is a function of it
 * @param jobs runs at the same time, 1 or more; changes nothing but the time it takes
 */
public record RunSpec(int nodes, int runs, long seed, int jobs) {
    private static final int MAX_RUNS = 10_000_000;

    public RunSpec {
        if (nodes < 2) throw new LabException("--nodes must be 2 or more, was " + nodes + ": gossip takes two");
        if (runs < 1 || runs > MAX_RUNS) throw new LabException("--runs must be 1.." + MAX_RUNS + ", was " + runs);
        if (jobs < 1 || jobs > 1024) throw new LabException("--jobs must be 1..1024, was " + jobs);
    }
}
