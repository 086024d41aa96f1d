package io.hearsay.lab.experiment;

import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.dissemination.rumor.Heard;
import io.hearsay.dissemination.rumor.RumorConfig;
import io.hearsay.dissemination.rumor.RumorConfig.Rule;
import io.hearsay.dissemination.rumor.RumorConfig.Window;
import io.hearsay.dissemination.rumor.RumorMill;
import io.hearsay.sim.Latency;
import io.hearsay.sim.SimNode;
import io.hearsay.sim.World;
import io.hearsay.sim.WorldConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * One rumor from one source in a world of {@link RumorMill}s, cycle by cycle: a cycle is a second, packets take less
 * than a millisecond.
 */
final class Epidemic {
    /** Longer than any epidemic that ends. */
    private static final int MAX_CYCLES = 80_000;

    private static final Duration CYCLE = Duration.ofSeconds(1);

    private final int nodes;
    private final Function<SplittableRandom, RumorConfig> config;
    private final Space space;
    private double lossRatio;
    private LossOf lossOf = LossOf.PACKET;
    private boolean untilSilent;
    private Latency latency = Latency.uniform(Duration.ofNanos(100_000), Duration.ofNanos(500_000));

    /**
     * Nodes with these rules.
     *
     * @param config drawn for each node
     */
    Epidemic(int nodes, Function<SplittableRandom, RumorConfig> config, Space space) {
        this.nodes = nodes;
        this.config = config;
        this.space = space;
    }

    /** It is over once nobody has sent a copy for a cycle, though somebody may still be infective that calls nobody. */
    Epidemic untilSilent() {
        untilSilent = true;
        return this;
    }

    Epidemic loss(double ratio, LossOf of) {
        lossRatio = ratio;
        lossOf = of;
        return this;
    }

    /** Packets take almost no time: each contact is judged before the next happens. */
    Epidemic instantly() {
        latency = Latency.constant(Duration.ofNanos(1_000));
        return this;
    }

    /**
     * How it went.
     *
     * @param reached how many have it in the end
     * @param copies sent in all
     * @param meanArrival cycles until a node had it, over those that it reached, the source included
     * @param lastArrival the last one's
     * @param crossed links that conversations have crossed
     * @param cycles until it was over
     * @param curve the fraction that has it after each cycle, from cycle 0
     */
    record Course(
            int reached,
            long copies,
            double meanArrival,
            double lastArrival,
            long crossed,
            int cycles,
            List<Double> curve,
            long messages,
            long trace) {}

    Course run(long seed) {
        return new Run(seed).run();
    }

    /** One world. */
    private final class Run {
        private final World world;
        private final Space.Crowd crowd = new Space.Crowd(space);
        private final List<RumorMill> mills = new ArrayList<>(nodes);
        private final List<Double> curve = new ArrayList<>();
        private boolean endless;
        private int reached;
        private long copies;
        private double sumArrivals;
        private double lastArrival;

        Run(long seed) {
            world = new World(WorldConfig.objects(seed));
            world.network().latency(latency);
            if (lossOf == LossOf.PACKET) world.network().loss(lossRatio);
            world.onEvent((node, event) -> {
                if (event instanceof Heard) heard();
            });
            SplittableRandom chance = world.chance().split();
            for (int i = 0; i < nodes; i++) add(i, config.apply(chance));
        }

        private void add(int number, RumorConfig drawn) {
            RumorConfig rules = drawn.withWindow(remembering(drawn.window()));
            endless |= rules.stopping().rule() == Rule.NEVER;
            Peers peers = crowd.of(number);
            SimNode node = world.node("n" + number, life -> {
                crowd.add(new Peer(life.address(), life.instance()));
                Function<Environment, RumorMill> build = env -> mill(rules, env, peers, life.instance());
                return lossOf == LossOf.PACKET
                        ? build.apply(life.environment())
                        : new Lossy(life.environment(), lossRatio, lossOf, build::apply);
            });
            node.start();
        }

        /** However long it takes, nobody forgets. */
        private Window remembering(Window usual) {
            return new Window(usual.rumors(), usual.bytes(), Duration.ofDays(1), usual.origins());
        }

        private RumorMill mill(RumorConfig rules, Environment env, Peers peers, long instance) {
            RumorMill mill = new RumorMill(rules, env, peers, instance);
            mills.add(mill);
            return mill;
        }

        private void heard() {
            double cycle = Math.floor(world.nowNanos() / (double) CYCLE.toNanos());
            reached++;
            sumArrivals += cycle;
            lastArrival = Math.max(lastArrival, cycle);
        }

        Course run() {
            world.nodes().get(0).execute(() -> mills.get(0).publish("lab", new byte[0]));
            world.run(CYCLE.dividedBy(2)); // cycles begin at whole seconds and are looked at half-way
            int cycles = 0;
            do {
                curve.add(reached / (double) nodes);
                if (++cycles > MAX_CYCLES)
                    throw new LabException(
                            "not over after " + MAX_CYCLES + " cycles; less loss or a smaller k ends it");
                world.run(CYCLE);
            } while (!isOver());
            curve.add(reached / (double) nodes);
            return course(cycles);
        }

        private boolean isOver() {
            if (endless) return reached == nodes;
            if (untilSilent) return isSilent();
            for (RumorMill mill : mills) if (mill.stats().infective() > 0) return false;
            return true;
        }

        private boolean isSilent() {
            long before = copies;
            copies = copies();
            return copies == before;
        }

        private long copies() {
            long sum = 0;
            for (RumorMill mill : mills) sum += mill.stats().copiesSent();
            return sum;
        }

        private Course course(int cycles) {
            return new Course(
                    reached,
                    copies(),
                    sumArrivals / reached,
                    lastArrival,
                    crowd.crossed(),
                    cycles,
                    List.copyOf(curve),
                    world.counts().messages(),
                    world.trace().hash());
        }
    }
}
