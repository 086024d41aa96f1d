package io.hearsay.lab.experiment;

import io.hearsay.Peer;
import io.hearsay.sampling.cyclon.Cyclon;
import io.hearsay.sampling.cyclon.CyclonConfig;
import io.hearsay.sampling.cyclon.CyclonConfig.Partner;
import io.hearsay.sampling.cyclon.CyclonConfig.Select;
import io.hearsay.sampling.cyclon.CyclonConfig.Swap;
import io.hearsay.sampling.cyclon.Entry;
import io.hearsay.sim.Latency;
import io.hearsay.sim.SimNode;
import io.hearsay.sim.World;
import io.hearsay.sim.WorldConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Peer sampling by shuffles, from a ring lattice on (Voulgaris 2005; Jelasity 2007). */
final class CyclonExperiment implements Experiment {
    private static final Duration CYCLE = Duration.ofSeconds(10);

    private enum Rule {
        SWAP,
        SELECT
    }

    @Override
    public String name() {
        return "cyclon";
    }

    @Override
    public String about() {
        return "Cyclon and peer sampling: how random the views become, and whom gossip over them reaches.";
    }

    @Override
    public int usualNodes() {
        return 10_000;
    }

    @Override
    public int usualRuns() {
        return 10;
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                new Flag("view", "20", "2..256", "Entries a node keeps, c."),
                new Flag("shuffle", "8", "1..32, at most the view", "Entries exchanged, l, the caller included."),
                new Flag("partner", "oldest", "oldest, random", "Whom to exchange with; random is basic shuffling."),
                new Flag("merge", "swap", "swap, select", "Cyclon's rule, or the generic one with H and S."),
                new Flag("healer", "0", "0..view/2", "H of the generic rule: so many of the oldest go."),
                new Flag("swapper", "0", "0..view/2", "S of the generic rule: so many of those sent go."),
                new Flag("cycles", "100", "1..10000", "Cycles from a ring lattice on."),
                new Flag("fanout", "4", "1..64, at most the view", "Of the gossip, infect and die, over the views."));
    }

    @Override
    public Trial prepare(int nodes, Settings settings) {
        int view = settings.count("view", 2, CyclonConfig.MAX_VIEW);
        if (view > nodes - 1)
            throw new LabException("--view must be less than --nodes " + nodes + ", was " + view
                    + ": nobody can know more than all others");
        CyclonConfig config = new CyclonConfig(
                view,
                settings.count("shuffle", 1, Math.min(view, CyclonConfig.MAX_SHUFFLE)),
                CYCLE,
                settings.choice("partner", Partner.class),
                settings.choice("merge", Rule.class) == Rule.SWAP
                        ? new Swap()
                        : new Select(settings.count("healer", 0, view / 2), settings.count("swapper", 0, view / 2)));
        int cycles = settings.count("cycles", 1, 10_000);
        int fanout = settings.count("fanout", 1, Math.min(view, 64));
        return seed -> run(seed, nodes, config, cycles, fanout);
    }

    private static Sample run(long seed, int nodes, CyclonConfig config, int cycles, int fanout) {
        World world = world(seed, nodes, config);
        world.run(config.every().multipliedBy(cycles));
        Overlay overlay = Overlay.of(world.nodes(), CyclonExperiment::view);
        Epidemic.Course gossip = new Epidemic(nodes, chance -> FanoutExperiment.forwarding(fanout), overlay)
                .untilSilent()
                .run(seed);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("pathLength", overlay.pathLength());
        values.put("directedPathLength", overlay.directedPathLength());
        values.put("clustering", overlay.clustering());
        values.put("inDegreeSd", overlay.inDegreeSd());
        values.put("inDegreeWithin10", overlay.inDegreeWithin(0.1, config.view()));
        values.put("reach", gossip.reached() / (double) nodes);
        return new Sample(
                values, List.of(), world.counts().messages(), world.trace().hash() ^ gossip.trace());
    }

    private static World world(long seed, int nodes, CyclonConfig config) {
        World world = new World(WorldConfig.objects(seed));
        world.network().latency(Latency.constant(Duration.ofNanos(1_000))); // exchanges do not overlap, as in the paper
        List<Peer> all = new ArrayList<>(nodes);
        for (int i = 0; i < nodes; i++)
            world.node("n" + i, life -> {
                        all.add(life.peer());
                        return new Cyclon(config, life.environment(), life.instance());
                    })
                    .start();
        for (SimNode node : world.nodes()) node.execute(() -> of(node).know(successors(all, node, config.view())));
        return world;
    }

    /** The next ones on the ring. */
    private static List<Peer> successors(List<Peer> all, SimNode node, int count) {
        List<Peer> next = new ArrayList<>(count);
        for (int i = 1; i <= count; i++) next.add(all.get((node.number() + i) % all.size()));
        return next;
    }

    private static Cyclon of(SimNode node) {
        return node.protocol(Cyclon.class);
    }

    private static List<Peer> view(SimNode node) {
        return of(node).view().stream().map(Entry::peer).toList();
    }
}
