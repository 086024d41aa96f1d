package io.hearsay.lab.experiment;

import io.hearsay.dissemination.plumtree.PlumtreeConfig;
import io.hearsay.dissemination.plumtree.PlumtreeConfig.Shortening;
import io.hearsay.dissemination.plumtree.PlumtreeConfig.Tree;
import io.hearsay.sampling.hyparview.HyParViewConfig;
import java.time.Duration;
import java.util.List;

/** Broadcast trees over HyParView (Leitão, Pereira, Rodrigues 2007). */
final class PlumtreeExperiment implements Experiment {

    /** Who sends. */
    enum Senders {
        ONE,
        RANDOM
    }

    /** How long a message takes from neighbour to neighbour. */
    enum Delay {
        CONSTANT,
        UNIFORM
    }

    @Override
    public String name() {
        return "plumtree";
    }

    @Override
    public String about() {
        return "Plumtree: how often each message is sent, how far it goes, and what repairs the tree.";
    }

    @Override
    public int usualNodes() {
        return 10_000;
    }

    @Override
    public int usualRuns() {
        return 5;
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                new Flag("senders", "one", "one, random", "Always the same node sends, or any."),
                new Flag("latency", "constant", "constant, uniform", "10 ms for each message, or 5..15 ms."),
                new Flag(
                        "tree",
                        "shared",
                        "shared, of-sender, flood",
                        "One tree for all senders, one for each, or none."),
                new Flag("active", "5", "2..64", "Places in the active view of the overlay."),
                new Flag("warm-up", "10", "0..10000", "Broadcasts that draw the tree, not counted."),
                new Flag("messages", "50", "1..10000", "Broadcasts that are counted, one a second."),
                new Flag("shorten", "3", "0..100", "Hops that a shorter way must save; 0 never."),
                new Flag("fail", "0", "0..0.95, or percent", "Share of the nodes that crash after the warm-up."),
                new Flag("repair", "5s", "a time", "From the crash to the first message that is counted."));
    }

    @Override
    public Trial prepare(int nodes, Settings settings) {
        double fail = settings.ratio("fail");
        if (fail > 0.95 || Math.round(nodes * (1 - fail)) < 2)
            throw new LabException("--fail must be 0..0.95 and leave two nodes, was " + settings.text("fail"));
        int active = settings.count("active", 2, 64);
        HyParViewConfig views = HyParViewExperiment.config().withViews(active, 6 * active);
        PlumtreeConfig lan = PlumtreeConfig.lan();
        PlumtreeConfig tree = lan.withTree(settings.choice("tree", Tree.class))
                .withShortening(new Shortening(
                        settings.count("shorten", 0, 100), lan.shortening().pause()));
        Broadcasts broadcasts = new Broadcasts(
                nodes,
                views,
                tree,
                settings.choice("senders", Senders.class),
                settings.choice("latency", Delay.class),
                settings.count("warm-up", 0, 10_000),
                settings.count("messages", 1, 10_000),
                fail,
                repair(settings));
        return broadcasts::run;
    }

    private static Duration repair(Settings settings) {
        return settings.time("repair");
    }

    @Override
    public int bytesPerNode() {
        return 95_000;
    }
}
