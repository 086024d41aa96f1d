package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.membership.Verdict;
import io.hearsay.stack.ClusterNode;
import io.hearsay.stack.ClusterNodeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Frames and objects carry the full node alike: one eventful life, told twice. */
class FullNodeSettingsTest {
    /** No packet is ever full: the settings count its room differently, in bytes and in messages. */
    private static final int ROOMY_BYTES = 65_507;

    private static final int ROOMY_MESSAGES = 10_000;

    private static WorldConfig roomy(WorldConfig config) {
        return new WorldConfig(
                config.setting(),
                config.seed(),
                config.trace(),
                ROOMY_BYTES,
                ROOMY_MESSAGES,
                config.socketBufferDatagrams(),
                config.diskDelay(),
                config.clockSeconds(),
                config.streams(),
                config.stack());
    }

    static List<String> life(WorldConfig config) {
        World world = new World(roomy(config));
        List<String> told = new ArrayList<>();
        world.onEvent((node, event) -> told.add(world.nowNanos() + " " + node + " " + event));
        world.onEvent(FullNodes::obey);
        FullNodes program = new FullNodes(ClusterNodeConfig.lan(), Scenario.Seeds.FIRST_THREE.addresses());
        for (int i = 0; i < 12; i++) world.node("n" + i, program);
        List<SimNode> nodes = world.nodes();
        for (SimNode from : nodes)
            for (SimNode to : nodes) world.network().path(from, to).latency(byInstant(world));
        for (SimNode node : nodes) world.after(Duration.ofMillis(30L * node.number()), node::start);
        tell(world, nodes);
        world.run(Duration.ofSeconds(100));
        for (SimNode node : nodes)
            if (node.isUp()) told.add(node + " " + FullNodes.of(node).members() + why(node));
        return told;
    }

    private static void tell(World world, List<SimNode> nodes) {
        at(world, 10, () -> command(nodes.get(3), node -> node.rumors().publish("news", new byte[100])));
        at(world, 15, () -> nodes.get(5).crash());
        at(world, 18, () -> nodes.get(6).pauseFor(Duration.ofSeconds(2)));
        at(world, 22, () -> nodes.get(5).start());
        at(world, 25, () -> world.network().partition(List.of(nodes.subList(0, 4))));
        at(world, 50, () -> world.network().unite());
        at(world, 70, () -> command(nodes.get(7), ClusterNode::leave));
        at(world, 75, () -> nodes.get(8).crashHost());
        at(world, 85, () -> command(nodes.get(0), node -> node.forget("n8")));
    }

    private static void at(World world, int seconds, Runnable step) {
        world.after(Duration.ofSeconds(seconds), step);
    }

    private static void command(SimNode node, Consumer<ClusterNode> command) {
        node.execute(() -> command.accept(FullNodes.of(node)));
    }

    private static List<Verdict> why(SimNode node) {
        return node.world().nodes().stream()
                .flatMap(subject -> FullNodes.of(node).why(subject.name()).stream())
                .toList();
    }

    /**
     * A packet's time depends on its path and on the instant, not on what else is sent then and in which order: that
     * may differ, and is no protocol's business.
     */
    private static Latency byInstant(World world) {
        long path = world.chance().nextLong();
        return unused -> 100_000 + Math.floorMod(Trace.mix(path, world.nowNanos()), 400_000);
    }

    @Test
    void both_settings_give_the_same_events_at_the_same_times_and_the_same_views() {
        for (long seed = 1; seed <= 5; seed++) {
            List<String> frames = life(FullNodes.frames(seed));
            assertThat(frames).hasSizeGreaterThan(400);
            assertThat(life(WorldConfig.objects(seed))).as("seed %d", seed).isEqualTo(frames);
        }
    }
}
