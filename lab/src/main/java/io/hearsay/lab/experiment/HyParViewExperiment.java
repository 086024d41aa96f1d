package io.hearsay.lab.experiment;

import io.hearsay.Peer;
import io.hearsay.sampling.hyparview.HyParView;
import io.hearsay.sampling.hyparview.HyParViewConfig;
import io.hearsay.sampling.hyparview.HyParViewConfig.Shuffles;
import io.hearsay.sampling.hyparview.HyParViewConfig.Upkeep;
import io.hearsay.sim.Latency;
import io.hearsay.sim.SimNode;
import io.hearsay.sim.World;
import io.hearsay.sim.WorldConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** HyParView's overlay, and what is left of it when many nodes crash at once (Leitão, Pereira, Rodrigues 2007). */
final class HyParViewExperiment implements Experiment {
    private static final Duration CYCLE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_JOINS = Duration.ofMillis(2);
    /** Time for all to learn that links broke and to have asked whom they know, before the next shuffle helps. */
    private static final Duration PASS = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "hyparview";
    }

    @Override
    public String about() {
        return "HyParView: the shape of the overlay, and whom a flood reaches after a mass crash and its repair.";
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
                new Flag("active", "5", "1..1024", "Places in the active view."),
                new Flag("passive", "30", "0..1024", "Places in the passive view."),
                new Flag("cycles", "50", "0..10000", "Shuffles of each node before all is measured."),
                new Flag("fail", "0", "0..0.95, or percent", "Share of the nodes that crash at once."),
                new Flag("after", "0", "0..10000", "Further shuffles before reachAfter is measured."),
                new Flag("near", "false", "", "Prefer near peers, in a world of two zones 20 ms apart."));
    }

    @Override
    public Trial prepare(int nodes, Settings settings) {
        double fail = settings.ratio("fail");
        if (fail > 0.95 || Math.round(nodes * (1 - fail)) < 2)
            throw new LabException("--fail must be 0..0.95 and leave two nodes, was " + settings.text("fail"));
        int active = settings.count("active", 1, HyParViewConfig.MAX_VIEW);
        if (active >= nodes)
            throw new LabException("--active must be less than --nodes " + nodes + ", was " + active
                    + ": nobody can know more than all others");
        HyParViewConfig config = config().withViews(active, settings.count("passive", 0, HyParViewConfig.MAX_VIEW));
        int cycles = settings.count("cycles", 0, 10_000);
        int after = settings.count("after", 0, 10_000);
        boolean near = settings.isOn("near");
        return seed -> run(seed, nodes, near ? config.near() : config, cycles, fail, after);
    }

    /** Links are quiet here between shuffles, and a ping a second would be most of the work. */
    static HyParViewConfig config() {
        HyParViewConfig lan = HyParViewConfig.lan();
        return lan.withShuffles(new Shuffles(
                        CYCLE, lan.shuffles().active(), lan.shuffles().passive()))
                .withUpkeep(new Upkeep(
                        Duration.ofSeconds(5),
                        lan.upkeep().patience(),
                        lan.upkeep().retry()));
    }

    private static Sample run(long seed, int nodes, HyParViewConfig config, int cycles, double fail, int after) {
        World world = new World(WorldConfig.objects(seed));
        SplittableRandom chance = world.chance().split();
        world.network().latency(Latency.uniform(Duration.ofMillis(1), Duration.ofMillis(5)));
        join(world, nodes, config, chance);
        world.run(BETWEEN_JOINS
                .multipliedBy(nodes)
                .plus(CYCLE.multipliedBy(cycles))
                .plus(PASS));
        Overlay overlay = look(world);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("pathLength", overlay.pathLength());
        values.put("clustering", overlay.clustering());
        values.put("inDegreeSd", overlay.inDegreeSd());
        values.put("symmetric", overlay.isSymmetric() ? 1.0 : 0.0);
        if (fail > 0) {
            crash(world, (int) Math.round(nodes * fail), chance);
            values.put("reachBefore", look(world).reach(chance));
            world.run(PASS);
        }
        values.put("reach", look(world).reach(chance));
        if (after > 0) {
            world.run(CYCLE.multipliedBy(after));
            values.put("reachAfter", look(world).reach(chance));
        }
        return new Sample(
                values, List.of(), world.counts().messages(), world.trace().hash());
    }

    /** One after the other, each through any of those before it. */
    private static void join(World world, int nodes, HyParViewConfig config, SplittableRandom chance) {
        List<Peer> started = new ArrayList<>(nodes);
        for (int i = 0; i < nodes; i++) {
            SimNode node = world.node("n" + i, life -> {
                started.add(life.peer());
                return new HyParView(config, life.environment(), life.instance());
            });
            world.after(BETWEEN_JOINS.multipliedBy(i), () -> {
                List<Peer> contact = started.isEmpty()
                        ? List.of()
                        : List.of(Peer.at(any(started, chance).address()));
                node.start();
                node.execute(() -> of(node).join(contact));
            });
        }
    }

    private static Peer any(List<Peer> peers, SplittableRandom chance) {
        return peers.get(chance.nextInt(peers.size()));
    }

    private static void crash(World world, int count, SplittableRandom chance) {
        List<SimNode> up = new ArrayList<>(world.nodes());
        for (int i = 0; i < count; i++) up.remove(chance.nextInt(up.size())).crash();
    }

    private static Overlay look(World world) {
        return Overlay.of(world.nodes(), node -> of(node).active());
    }

    private static HyParView of(SimNode node) {
        return node.protocol(HyParView.class);
    }
}
