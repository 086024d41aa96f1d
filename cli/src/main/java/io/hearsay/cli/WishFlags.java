package io.hearsay.cli;

import io.hearsay.agent.config.Units;
import io.hearsay.lab.experiment.LabException;
import io.hearsay.lab.experiment.Settings;
import io.hearsay.lab.plan.Network;
import io.hearsay.lab.plan.Wish;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a plan is asked for; values that are none of theirs are refused by name. */
final class WishFlags {
    @Option(names = "--nodes", paramLabel = "N", required = true, description = "How many nodes, 3..100000.")
    private int nodes;

    @Option(
            names = "--loss",
            paramLabel = "V",
            defaultValue = "0",
            description = "Share of datagrams lost, 0..50%%; default ${DEFAULT-VALUE}.")
    private String loss = "";

    @Option(
            names = "--rtt",
            paramLabel = "TIME",
            defaultValue = "1ms",
            description = "From node to node and back; default ${DEFAULT-VALUE}. Beyond 10ms the profile is wan.")
    private String rtt = "";

    @Option(
            names = "--detect-within",
            paramLabel = "TIME",
            description = "99 of 100 frozen nodes or lost hosts are to be known dead to all within this.")
    private @Nullable String detectWithin;

    @Option(
            names = "--deliver-within",
            paramLabel = "TIME",
            description = "99 of 100 events are to have reached all within this.")
    private @Nullable String deliverWithin;

    @Option(
            names = "--reliability",
            paramLabel = "P",
            description = "How likely an event reaches all by its first copies, without repair: 0.5 or more, below 1;"
                    + " default: 0.998, or as near as it gets.")
    private @Nullable String reliability;

    @Option(
            names = "--budget",
            paramLabel = "SIZE",
            description = "Bytes that a node may send each second at rest, and its cap in bursts.")
    private @Nullable String budget;

    Wish read() {
        Wish wish = Wish.of(new Network(nodes, Settings.ratio("loss", loss), Settings.time("rtt", rtt)));
        if (detectWithin != null) wish = wish.withDetection(Settings.time("detect-within", detectWithin));
        if (deliverWithin != null) wish = wish.withDelivery(Settings.time("deliver-within", deliverWithin));
        if (reliability != null) wish = wish.withReliability(Settings.ratio("reliability", reliability));
        if (budget != null) wish = wish.withBudget(bytes(budget));
        return wish;
    }

    private static long bytes(String text) {
        try {
            return Units.bytes(text);
        } catch (IllegalArgumentException e) {
            throw new LabException("--budget " + e.getMessage());
        }
    }
}
