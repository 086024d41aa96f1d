package io.hearsay.bench;

import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.computation.CycleConfig;
import io.hearsay.computation.averaging.Averaging;
import io.hearsay.dissemination.rumor.Heard;
import io.hearsay.dissemination.rumor.RumorConfig;
import io.hearsay.dissemination.rumor.RumorMill;
import io.hearsay.sampling.UniformPeers;
import io.hearsay.sim.FullNodes;
import io.hearsay.sim.Latency;
import io.hearsay.sim.Life;
import io.hearsay.sim.SimNode;
import io.hearsay.sim.World;
import io.hearsay.sim.WorldConfig;
import io.hearsay.stack.ClusterNodeConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Measures the simulator: how many messages of production classes one core carries, and what a node costs.
 *
 * <p>Each run has a JVM of its own, with the heap that so many nodes need. The report is one JSON object, with how its
 * figures were taken in {@code definition}. No figure is judged here.
 */
public final class SimBench {
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final int SEED = 1;

    private final int nodes;
    private final Map<String, Object> report = new LinkedHashMap<>();

    /** What is simulated. */
    public enum Part {
        /** Push-pull averaging, event-driven. */
        AVERAGING(2, 2_048),
        /** One rumor by push-pull until everybody has it. */
        RUMOR(2, 10_240),
        /** Full nodes in frames: they join within a second, and then nothing happens. */
        FRAMES(2, 4 << 20),
        /** The same in objects. */
        OBJECTS(2, 4 << 20);

        private final int leastNodes;
        private final long heapBytesPerNode;

        Part(int leastNodes, long heapBytesPerNode) {
            this.leastNodes = leastNodes;
            this.heapBytesPerNode = heapBytesPerNode;
        }

        private long heapMiB(int nodes) {
            return 1_536 + Math.min(nodes * heapBytesPerNode >> 20, 10_240);
        }
    }

    private SimBench(int nodes) {
        this.nodes = nodes;
    }

    /**
     * Simulates in a JVM of its own, and answers the figures as JSON.
     *
     * @throws IllegalArgumentException if there are too few nodes
     */
    public static String run(Part part, int nodes) {
        if (nodes < part.leastNodes || nodes > 1 << 22)
            throw new IllegalArgumentException("nodes must be 2.." + (1 << 22) + ", was " + nodes);
        try {
            Process process = new ProcessBuilder(command(part, nodes))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!out.startsWith("{"))
                throw new IOException("the simulation ended without a report; it needs " + part.heapMiB(nodes)
                        + " MiB of heap: " + out);
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One collector that takes its turn on the one core that is measured; large pages where the system has them, and
     * the whole heap from the start: else a run measures how fast the system hands out its first pages.
     */
    private static List<String> command(Part part, int nodes) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms" + part.heapMiB(nodes) + "m",
                "-Xmx" + part.heapMiB(nodes) + "m",
                "-XX:+AlwaysPreTouch",
                "-Xmn1g",
                "-XX:+UseSerialGC",
                "-XX:+UseTransparentHugePages",
                "-cp",
                System.getProperty("java.class.path"),
                SimBench.class.getName(),
                part.name(),
                Integer.toString(nodes));
    }

    /** Simulates in this JVM: {@code part nodes}; what is printed is the report. */
    public static void main(String[] args) {
        Part part = Part.valueOf(args[0]);
        System.out.println(new SimBench(Integer.parseInt(args[1])).measure(part));
    }

    private String measure(Part part) {
        report.put("part", part.name().toLowerCase(Locale.ROOT));
        report.put("nodes", nodes);
        switch (part) {
            case AVERAGING -> averaging();
            case RUMOR -> rumor();
            case FRAMES -> fullNodes(FullNodes.frames(SEED));
            case OBJECTS -> fullNodes(WorldConfig.objects(SEED));
        }
        return Json.write(report);
    }

    // Averaging.

    private void averaging() {
        CycleConfig config =
                new CycleConfig(ROUND, CycleConfig.Pace.STEADY, 0); // in step with itself, each from its own moment on
        World world = started((life, others) -> new Averaging(
                config, life.environment(), others, () -> life.node().number()));
        int before = Math.max(2, 1_000_000 / nodes);
        world.run(ROUND.multipliedBy(before));
        int rounds = Math.max(3, 2_000_000 / nodes);
        timed(world, () -> world.run(ROUND.multipliedBy(rounds)));
        report.put(
                "definition",
                "event-driven push-pull averaging, one exchange a second and node from a random moment on, latency"
                        + " 50 ms; setting objects, one core, wall clock over " + rounds + " cycles after " + before);
    }

    // A rumor.

    private void rumor() {
        RumorConfig classic = RumorConfig.classic(RumorConfig.Exchange.PUSH_PULL);
        RumorConfig config =
                classic.withStopping(new RumorConfig.Stopping(true, RumorConfig.Rule.NEVER, 1, false, false, false));
        long begin = System.nanoTime();
        World world = started((life, others) -> new RumorMill(config, life.environment(), others, life.instance()));
        int[] heard = new int[1];
        world.onEvent((node, event) -> {
            if (event instanceof Heard) heard[0]++;
        });
        SimNode first = world.nodes().get(0);
        first.execute(() -> first.protocol(RumorMill.class).publish("news", new byte[100]));
        long published = world.nowNanos();
        timed(world, () -> world.runUntil(() -> heard[0] == nodes, ROUND.multipliedBy(200)));
        report.put("heard", heard[0]);
        report.put("rounds", (world.nowNanos() - published) / 1e9);
        report.put("wallSeconds", seconds(begin));
        report.put(
                "definition",
                "one rumor of 100 bytes by push-pull, a round each second from a random moment on, nobody stops,"
                        + " until everybody has it; setting objects, one core; wallSeconds from an empty world on");
    }

    // What both stand on.

    /** Nodes that start within a second, each of which knows all others. */
    private World started(BiFunction<Life, UniformPeers, Protocol<?, ?>> program) {
        long before = usedBytes();
        World world = new World(WorldConfig.objects(SEED));
        world.network().latency(Latency.constant(Duration.ofMillis(50)));
        List<Peer> all = new ArrayList<>(nodes);
        for (int i = 0; i < nodes; i++) {
            SimNode node = world.node("n" + i, life -> {
                all.add(life.peer());
                return program.apply(life, new UniformPeers(new Others(all, all.size() - 1), life.instance()));
            });
            world.after(within(world, ROUND), node::start);
        }
        world.run(ROUND);
        report.put("heapBytesPerNode", (usedBytes() - before) / nodes);
        return world;
    }

    private static Duration within(World world, Duration time) {
        return Duration.ofNanos(world.chance().nextLong(time.toNanos()));
    }

    /** All of a list but one. */
    private static final class Others extends AbstractList<Peer> {
        private final List<Peer> all;
        private final int self;

        Others(List<Peer> all, int self) {
            this.all = all;
            this.self = self;
        }

        @Override
        public Peer get(int index) {
            return all.get(index < self ? index : index + 1);
        }

        @Override
        public int size() {
            return all.size() - 1;
        }
    }

    // Full nodes.

    private void fullNodes(WorldConfig config) {
        long before = usedBytes();
        World world = new World(config);
        FullNodes program = new FullNodes(
                ClusterNodeConfig.lan(),
                node -> List.of(
                        world.nodes().get(0).address(),
                        world.nodes().get(nodes / 2).address()));
        for (int i = 0; i < nodes; i++) world.node("n" + i, program);
        for (SimNode node : world.nodes()) world.after(within(world, ROUND), node::start);
        long begin = System.nanoTime();
        world.run(ROUND);
        boolean isOneView = false;
        for (int i = 0; i < 600 && !isOneView; i++) {
            world.run(Duration.ofMillis(100));
            isOneView = FullNodes.isOneView(world);
        }
        report.put("joinWallSeconds", seconds(begin));
        report.put("joinSimulatedSeconds", isOneView ? world.nowNanos() / 1e9 : Double.NaN);
        report.put("heapBytesPerNode", (usedBytes() - before) / nodes);
        world.run(Duration.ofSeconds(20));
        Duration rest = Duration.ofSeconds(20);
        double wall = timed(world, () -> world.run(rest));
        report.put("timesRealTime", rest.toSeconds() / wall);
        report.put(
                "definition",
                "full nodes of the lan profile that start within a second and know two seeds, until all hold one view;"
                        + " heap then; after 20 s more, when all news is old, 20 s in which nothing happens; one core");
    }

    /** Runs, and reports the messages and steps per second of wall clock. */
    private double timed(World world, Runnable run) {
        long messages = world.counts().messages();
        long steps = world.counts().steps();
        long begin = System.nanoTime();
        run.run();
        double wall = seconds(begin);
        report.put("messages", world.counts().messages() - messages);
        report.put("messagesPerSecond", (world.counts().messages() - messages) / wall);
        report.put("eventsPerSecond", (world.counts().steps() - steps) / wall);
        return wall;
    }

    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }
}
