package io.hearsay.lab.experiment;

import java.util.List;

/** The ways to tell everybody, each at the same pace on the same network. */
final class BroadcastExperiment implements Experiment {
    private static final int MAX_DELIVERIES = 50_000_000;

    /** Which way. */
    enum Way {
        RUMOR,
        PLUMTREE,
        BIMODAL,
        FLOOD
    }

    /** Whose settings. */
    enum Profile {
        LAN,
        WAN
    }

    @Override
    public String name() {
        return "broadcast";
    }

    @Override
    public String about() {
        return "Rumors, a tree, bimodal multicast or a flood: what each delivery costs, and how late it is.";
    }

    @Override
    public int usualNodes() {
        return 100;
    }

    @Override
    public int usualRuns() {
        return 10;
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                new Flag("protocol", "plumtree", "rumor, plumtree, bimodal, flood", "How messages travel."),
                new Flag("profile", "lan", "lan, wan", "Whose settings; bimodal multicast has one for both."),
                new Flag("latency", "1ms", "a time", "Each packet takes this, give or take a half."),
                new Flag("loss", "0", "0..1, or percent", "Share of packets lost; links send those again."),
                new Flag("rate", "10", "1..10000", "Broadcasts a second, each by any node."),
                new Flag("seconds", "10", "1..3600", "How long it is watched, after as long as that again to settle."));
    }

    @Override
    public Trial prepare(int nodes, Settings settings) {
        if (nodes < 2) throw new LabException("--nodes must be 2 or more, was " + nodes);
        int rate = settings.count("rate", 1, 10_000);
        int seconds = settings.count("seconds", 1, 3600);
        long deliveries = (long) rate * seconds * (nodes - 1);
        if (deliveries > MAX_DELIVERIES)
            throw new LabException("--rate, --seconds and --nodes make " + deliveries + " deliveries, of which at most "
                    + MAX_DELIVERIES + " are kept; ask for fewer");
        Contest contest = new Contest(
                nodes,
                settings.choice("protocol", Way.class),
                settings.choice("profile", Profile.class),
                settings.time("latency"),
                settings.ratio("loss"),
                rate,
                seconds);
        return contest::run;
    }
}
