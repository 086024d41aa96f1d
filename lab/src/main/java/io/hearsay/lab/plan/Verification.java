package io.hearsay.lab.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A plan beside full nodes on virtual time.
 *
 * @param nodes how many were simulated
 * @param forecast theory for these
 * @param comparisons figure by figure
 * @param plannedBytes at rest, per node and second
 * @param seenBytes the same, simulated
 * @param falseDeaths that were seen
 * @param nodeDays how many days of one node the simulation is worth
 */
public record Verification(
        int nodes,
        Forecast forecast,
        List<Comparison> comparisons,
        double plannedBytes,
        double seenBytes,
        int falseDeaths,
        double nodeDays,
        double wallSeconds) {

    private static final double DAY_SECONDS = 86_400;

    static Verification of(Choice choice, long seed, int jobs) {
        long begin = System.nanoTime();
        Network network = Rehearsal.simulated(choice.wish().network());
        var config = Rehearsal.simulated(choice.wish().network(), choice.knobs().config());
        Forecast forecast = new Theory(network, config, Machine.each()).forecast();
        Rehearsal.Observation seen = Rehearsal.run(network, config, seed, jobs);
        return new Verification(
                network.nodes(),
                forecast,
                List.of(
                        Comparison.of("hops to all", forecast.hops(), seen.hops),
                        Comparison.of("seconds to all", forecast.delivery(), seen.deliveries),
                        Comparison.of("killed, first", forecast.killedFirst(), seen.killedFirst),
                        Comparison.of("killed, all", forecast.killedAll(), seen.killedAll),
                        Comparison.of("frozen, first", forecast.frozenFirst(), seen.frozenFirst),
                        Comparison.of("frozen, all", forecast.frozenAll(), seen.frozenAll)),
                forecast.restBytes(),
                seen.restBytes,
                seen.falseDeaths,
                seen.nodeSeconds / DAY_SECONDS,
                (System.nanoTime() - begin) / 1e9);
    }

    /** Where theory and simulation part, in words; empty if nowhere. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (Comparison each : comparisons) {
            if (each.agrees()) continue;
            warnings.add(String.format(
                    Locale.ROOT,
                    "%s: planned p50 %.4g p99 %.4g, simulated p50 %.4g p99 %.4g; %d of %d above the planned p99",
                    each.figure(),
                    each.planned().p50(),
                    each.planned().p99(),
                    each.seen().p50(),
                    each.seen().p99(),
                    each.above(),
                    each.samples()));
        }
        if (Math.abs(seenBytes - plannedBytes) > Comparison.TOLERANCE_PERCENT / 100.0 * plannedBytes)
            warnings.add(String.format(
                    Locale.ROOT, "bytes at rest: planned %.0f, simulated %.0f a second", plannedBytes, seenBytes));
        if (falseDeaths > 0 && forecast.falseDeaths() * nodeDays < 0.01)
            warnings.add(falseDeaths + " false verdicts in " + String.format(Locale.ROOT, "%.3g", nodeDays)
                    + " days of a node, where none was expected");
        return warnings;
    }
}
