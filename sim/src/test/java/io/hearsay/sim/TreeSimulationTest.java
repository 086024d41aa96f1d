package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Peer;
import io.hearsay.dissemination.plumtree.PlumtreeConfig;
import io.hearsay.dissemination.plumtree.PlumtreeStats;
import io.hearsay.sampling.hyparview.HyParViewConfig;
import io.hearsay.stack.TreeNode;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Partial views and broadcast trees: the production composite, mostly in frames. */
class TreeSimulationTest {
    private final BroadcastsOnce once = new BroadcastsOnce();

    private World cluster(WorldConfig config, int nodes) {
        World world = new World(config);
        world.watch(once);
        TreeNodes program = new TreeNodes(HyParViewConfig.lan(), PlumtreeConfig.lan(), TreeSimulationTest::contacts);
        for (int i = 0; i < nodes; i++) {
            SimNode node = world.node("n" + i, program);
            world.after(Duration.ofMillis(10).multipliedBy(i), node::start);
        }
        world.run(Duration.ofSeconds(30).plus(Duration.ofMillis(10).multipliedBy(nodes)));
        return world;
    }

    /** The first ones, as seeds are, whether they run yet or not. */
    private static List<Peer> contacts(SimNode node) {
        return node.world().nodes().stream()
                .limit(3)
                .map(each -> Peer.at(each.address()))
                .toList();
    }

    private static void broadcast(SimNode node) {
        node.execute(() -> TreeNodes.of(node).broadcast(new byte[100]));
    }

    private static List<SimNode> up(World world) {
        return world.nodes().stream().filter(SimNode::isUp).toList();
    }

    private static long sum(World world, ToLongFunction<PlumtreeStats> count) {
        return up(world).stream()
                .mapToLong(node -> count.applyAsLong(TreeNodes.of(node).stats()))
                .sum();
    }

    private void allHave(World world, int messages) {
        assertThat(up(world)).allSatisfy(node -> assertThat(once.count(node)).isEqualTo(messages));
        assertThat(TreeNodes.asymmetry(world)).isEmpty();
        assertThat(world.end()).isEmpty();
    }

    @Test
    void everybody_gets_each_message_once_and_is_sent_it_once() {
        World world = cluster(TreeNodes.frames(1), 60);
        for (int i = 0; i < 5; i++) {
            broadcast(world.nodes().get(7));
            world.run(Duration.ofSeconds(1));
        }
        long copies = sum(world, PlumtreeStats::gossips);
        for (int i = 0; i < 20; i++) {
            broadcast(world.nodes().get(7));
            world.run(Duration.ofMillis(100));
        }
        world.run(Duration.ofSeconds(2));
        allHave(world, 25);
        assertThat(sum(world, PlumtreeStats::gossips) - copies).isBetween(20 * 59L, 20 * 59L * 101 / 100);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everybody_is_reached_in_spite_of_loss_doubling_and_crashes_in_mid_stream(long seed) {
        World world = cluster(TreeNodes.frames(seed), 40);
        world.network().loss(0.1).duplicate(0.05).reorder(0.1, Duration.ofMillis(20));
        for (int i = 0; i < 30; i++) {
            if (i == 10)
                for (int victim = 20; victim < 32; victim++) crash(world.nodes().get(victim), victim);
            broadcast(world.nodes().get(i % 10));
            world.run(Duration.ofMillis(50));
        }
        world.run(Duration.ofSeconds(30));
        world.network().calm();
        world.run(Duration.ofSeconds(30));
        allHave(world, 30);
    }

    /** Of some the process dies, of others the host, about which no kernel says a word. */
    private static void crash(SimNode node, int number) {
        if (number % 2 == 0) node.crash();
        else node.crashHost();
    }

    @Test
    void what_falls_apart_comes_together_again_and_hears_what_it_missed() {
        World world = cluster(TreeNodes.frames(5), 30);
        List<SimNode> nodes = world.nodes();
        world.network().partition(List.of(nodes.subList(0, 20), nodes.subList(20, 30)));
        world.run(Duration.ofSeconds(20));
        broadcast(nodes.get(3));
        world.run(Duration.ofSeconds(10));
        assertThat(once.count(nodes.get(25))).isZero();
        world.network().heal();
        world.run(Duration.ofSeconds(30));
        allHave(world, 1);
    }

    @Test
    void a_restarted_node_is_a_neighbour_again() {
        World world = cluster(TreeNodes.frames(6), 20);
        world.nodes().get(0).restart();
        world.nodes().get(5).restart();
        world.run(Duration.ofSeconds(30));
        broadcast(world.nodes().get(9));
        world.run(Duration.ofSeconds(2));
        allHave(world, 1);
        assertThat(TreeNodes.of(world.nodes().get(5)).active()).isNotEmpty();
    }

    @Test
    void objects_repeat_to_the_last_bit() {
        long first = cluster(WorldConfig.objects(8), 50).trace().hash();
        assertThat(cluster(WorldConfig.objects(8), 50).trace().hash()).isEqualTo(first);
        assertThat(TreeNode.codec().knows(128)).isTrue();
    }
}
