package io.hearsay.lab.plan;

/**
 * What is expected of a node's settings on a network; times in seconds.
 *
 * @param hops how often an event is passed on until all have it; where it waits for repair, those of the first copies
 * @param delivery from the call to publish until all have it
 * @param reachesAll P(all are reached by the first copies)
 * @param killedFirst from a process's death, whose kernel closes its links, until one member holds it dead
 * @param killedAll until all do
 * @param frozenFirst the same where no link tells: a process that is stopped, a host that is lost
 * @param falseDeaths of running nodes, per node and day; an upper bound
 * @param restBytes that a node sends each second when nothing happens, UDP and IPv4 headers included
 * @param eventBytes that an event of 100 bytes costs each node
 */
public record Forecast(
        Quantiles hops,
        Quantiles delivery,
        double reachesAll,
        Quantiles killedFirst,
        Quantiles killedAll,
        Quantiles frozenFirst,
        Quantiles frozenAll,
        double falseDeaths,
        double restBytes,
        double eventBytes) {

    /** What theory expects of these knobs on this network and machine. */
    public static Forecast of(Network network, Knobs knobs, Machine machine) {
        return new Theory(network, knobs.config(), machine).forecast();
    }
}
