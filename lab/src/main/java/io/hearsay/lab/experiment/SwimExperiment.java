package io.hearsay.lab.experiment;

import io.hearsay.membership.MembershipConfig;
import io.hearsay.membership.swim.SwimConfig;
import io.hearsay.theory.SwimLaws;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Failure detection: how soon a crash is known, and who is wronged (SWIM 2002; Lifeguard 2017). */
final class SwimExperiment implements Experiment {
    @Override
    public String name() {
        return "swim";
    }

    @Override
    public String about() {
        return "SWIM and Lifeguard: detection times, false deaths, and bytes, under loss and slow members.";
    }

    @Override
    public int usualNodes() {
        return 50;
    }

    @Override
    public int usualRuns() {
        return 20;
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                new Flag("loss", "0", "0..1, or percent", "Share of packets lost."),
                new Flag("indirect", "3", "0..16", "Members asked for an indirect probe."),
                new Flag(
                        "periods",
                        "0",
                        "0..100000",
                        "Length of a run in protocol periods of 1 s; 0: as --seconds says."),
                new Flag("lifeguard", "off", "on, off", "Local health, shrinking time-outs, the buddy system."),
                new Flag(
                        "stalled",
                        "0",
                        "0..n-1",
                        "Members whose messages are blocked by turns while their timers run."),
                new Flag("stall", "16s", "a time", "How long they are blocked."),
                new Flag("awake", "1ms", "a time", "How long they are awake in between."),
                new Flag("crash", "0", "0..n-2", "Members that crash, at any moment of the fourth period."),
                new Flag("seconds", "60", "1..100000", "Length of a run, after a start of 3 s."));
    }

    @Override
    public Trial prepare(int nodes, Settings settings) {
        int periods = settings.count("periods", 0, 100_000);
        int seconds = settings.count("seconds", 1, 100_000);
        int stalled = settings.count("stalled", 0, nodes - 1);
        int crash = settings.count("crash", 0, nodes - 2);
        if (stalled + crash > nodes - 2)
            throw new LabException("--stalled and --crash must leave two healthy members of " + nodes);
        SwimConfig lan = SwimConfig.lan();
        SwimConfig config = settings.isOn("lifeguard") ? lan.lifeguard() : lan.classic();
        config = config.withProbes(config.period(), config.probeTimeout(), settings.count("indirect", 0, 16));
        SwimGroup group = new SwimGroup(
                nodes,
                config,
                MembershipConfig.defaults().heedingTheDead(),
                settings.ratio("loss"),
                new SwimGroup.Stalls(stalled, settings.time("stall"), settings.time("awake")),
                crash,
                periods > 0 ? config.period().multipliedBy(periods) : Duration.ofSeconds(seconds));
        return group::run;
    }

    @Override
    public List<Expected> theory(int nodes, Settings settings, Map<String, Summary> measured) {
        List<Expected> theory = new ArrayList<>();
        double arrives = 1 - settings.ratio("loss");
        if (settings.count("crash", 0, nodes) > 0)
            theory.add(new Expected(
                    "firstDetection",
                    1 / SwimLaws.probedInPeriod(nodes, 1),
                    "1/(1 - (1-1/n)^(n-1)) periods, SWIM 2002, 3.1"));
        if (settings.count("stalled", 0, nodes) == 0)
            theory.add(new Expected(
                    "wronglyFailedPerPeriod",
                    SwimLaws.wronglyFailed(nodes, arrives, 1, settings.count("indirect", 0, 16)),
                    "1 - (1 - x/(n-1))^(n-1), SWIM 2002, 3.1"));
        return theory;
    }

    @Override
    public int bytesPerNode() {
        return 400_000; // a hundred members know a hundred others
    }
}
