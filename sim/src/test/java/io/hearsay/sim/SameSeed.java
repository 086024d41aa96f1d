package io.hearsay.sim;

import java.time.Duration;
import java.util.List;

/** Runs a world with a bit of everything and prints its trace's hash; run in one JVM after the other. */
final class SameSeed {
    private SameSeed() {}

    public static void main(String[] args) {
        System.out.println(hash(Long.parseLong(args[0])));
    }

    static String hash(long seed) {
        StringBuilder hashes = new StringBuilder();
        for (Trace trace : List.of(Trace.full(), Trace.outline()))
            hashes.append(objects(seed, trace)).append(' ');
        hashes.append(fullNodes(FullNodes.frames(seed))).append(' ');
        hashes.append(fullNodes(WorldConfig.objects(seed).withTrace(Trace.full())))
                .append(' ');
        hashes.append(SimulatedClusterTest.story(seed)).append(' ');
        return hashes.toString();
    }

    private static String objects(long seed, Trace trace) {
        World world = WorldTest.flooded(WorldConfig.objects(seed).withTrace(trace), 30);
        world.network()
                .latency(Latency.logNormal(Duration.ofMillis(5), 1))
                .loss(0.1)
                .duplicate(0.1);
        world.network().reorder(0.1, Duration.ofMillis(100));
        for (SimNode node : world.nodes())
            world.after(Duration.ofMillis(100L * node.number()), () -> fault(world, node));
        world.run(Duration.ofSeconds(20));
        return trace.hashText();
    }

    private static String fullNodes(WorldConfig config) {
        FullNodeSettingsTest.life(config);
        return config.trace().hashText();
    }

    private static void fault(World world, SimNode node) {
        switch (world.chance().nextInt(4)) {
            case 0 -> node.pauseFor(Duration.ofSeconds(1));
            case 1 -> node.clockRate(0.9);
            case 2 -> node.restart();
            default ->
                node.execute(
                        () -> node.protocol(Flood.class).raise(world.chance().nextInt(1000)));
        }
    }
}
