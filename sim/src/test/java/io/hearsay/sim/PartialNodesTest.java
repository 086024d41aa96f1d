package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.RefusedException;
import io.hearsay.dissemination.plumtree.TreeSurveyed;
import io.hearsay.dissemination.topic.Delivery;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.sync.SyncEvent;
import io.hearsay.sim.DeliveryLog.Part;
import io.hearsay.stack.ClusterNodeConfig;
import io.hearsay.stack.PartialNodeConfig;
import io.hearsay.stack.TreeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Clusters in which nobody knows everybody, and events along a tree among those who do. */
class PartialNodesTest {
    /** All have been introduced twice, and views rest. */
    private static final Duration INTRODUCED = Duration.ofSeconds(30);

    private static SimulatedCluster partial(int nodes, long seed) {
        return SimulatedCluster.partial(nodes, seed, PartialNodeConfig.lan());
    }

    @Test
    void a_third_that_dies_in_mid_stream_takes_no_event_from_the_others_and_none_comes_twice() {
        SimulatedCluster cluster = partial(32, 1);
        DeliveryLog log = new DeliveryLog();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < 32; i++)
            parts.add(log.join(cluster.node(i), cluster.node(i).topic("t", Delivery.FIFO)));
        for (int event = 0; event < 200; event++) {
            parts.get(0).publish();
            cluster.advance(Duration.ofMillis(5));
            if (event == 100)
                for (int victim = 5; victim < 15; victim++) {
                    parts.get(victim).gone();
                    cluster.crash(victim);
                }
        }
        cluster.advance(Duration.ofSeconds(10));
        assertThat(log.checkFifo()).isEmpty();
        for (int i = 0; i < 32; i++)
            if (i < 5 || i >= 15)
                assertThat(parts.get(i).heard()).as("node " + i).isEqualTo(200);
    }

    @Test
    void an_event_is_sent_once_to_each() {
        SimulatedCluster cluster = partial(32, 2);
        cluster.advance(INTRODUCED);
        for (int i = 0; i < 20; i++) publish(cluster, i);
        long before = copies(cluster);
        for (int i = 20; i < 120; i++) publish(cluster, i);
        assertThat(copies(cluster) - before).isBetween(3_100L, 3_255L);
    }

    @Test
    void of_a_flood_that_some_nap_in_nobody_lacks_anything_and_nobody_asks() {
        SimulatedCluster cluster = partial(16, 9);
        int[] heard = new int[16];
        for (int i = 0; i < 16; i++) {
            int node = i;
            cluster.node(i).topic("t").subscribe(event -> heard[node]++);
        }
        for (int step = 0; step < 100; step++) {
            for (int i = 0; i < 100; i++) cluster.node(0).topic("t").publish(new byte[100]);
            if (step % 10 == 0)
                for (int napper = 4; napper < 8; napper++)
                    cluster.world().nodes().get(napper).pauseFor(Duration.ofMillis(50));
            cluster.advance(Duration.ofMillis(10));
        }
        cluster.advance(Duration.ofSeconds(1));
        assertThat(heard).containsOnly(10_000);
        assertThat(copies(cluster)).as("after the first 50 ms one copy each").isLessThan(10_000 * 17);
        assertThat(cluster.running().stream()
                        .mapToLong(node -> node.stats().rumors().pullsSent())
                        .sum())
                .isZero();
    }

    private static void publish(SimulatedCluster cluster, int number) {
        cluster.node(3).topic("t").publish(new byte[] {(byte) number});
        cluster.advance(Duration.ofMillis(200));
    }

    private static long copies(SimulatedCluster cluster) {
        return cluster.running().stream()
                .mapToLong(node -> node.stats().rumors().copiesSent())
                .sum();
    }

    @Test
    void all_nodes_say_how_the_tree_lies_and_the_frozen_one_is_named() {
        SimulatedCluster cluster = partial(20, 3);
        for (int i = 0; i < 5; i++) publish(cluster, i);
        TreeSurveyed tree = cluster.await(cluster.node(4).tree(), Duration.ofSeconds(3));
        assertThat(tree.nodes()).hasSize(20);
        assertThat(tree.nodes().get(0).name()).isEqualTo("n4");
        assertThat(tree.silent()).isEmpty();
        cluster.world().nodes().get(7).pauseFor(Duration.ofSeconds(2));
        TreeSurveyed later = cluster.await(cluster.node(4).tree(), Duration.ofSeconds(3));
        assertThat(later.nodes()).hasSize(19);
        assertThat(later.silent())
                .singleElement()
                .satisfies(peer -> assertThat(peer.address())
                        .isEqualTo(cluster.world().nodes().get(7).address()));
    }

    @Test
    void members_are_the_neighbours_with_their_names_and_tags() {
        SimulatedCluster cluster = partial(12, 4);
        cluster.advance(INTRODUCED);
        Cluster node = cluster.node(2);
        List<String> names = node.members().stream().map(Member::name).toList();
        assertThat(names).contains("n2").hasSizeBetween(3, 6);
        String other =
                names.stream().filter(name -> !name.equals("n2")).findFirst().orElseThrow();
        List<MemberEvent> heard = new ArrayList<>();
        node.onMember(heard::add);
        int number = Integer.parseInt(other.substring(1));
        cluster.await(cluster.node(number).updateTags(Map.of("role", "db")), Duration.ofSeconds(1));
        cluster.advance(Duration.ofSeconds(1));
        assertThat(node.member(other).orElseThrow().tags()).containsEntry("role", "db");
        cluster.crash(number);
        cluster.advance(Duration.ofSeconds(5));
        assertThat(node.member(other)).isEmpty();
        assertThat(heard)
                .anySatisfy(event -> assertThat(event).isInstanceOfSatisfying(MemberEvent.OutOfView.class, out -> {
                    assertThat(out.member().name()).isEqualTo(other);
                    assertThat(out.isLost()).isTrue();
                }));
    }

    @Test
    void what_takes_knowing_everybody_is_refused_in_words() {
        Cluster node = partial(3, 5).node(0);
        assertThat(node.isPartial()).isTrue();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> node.why("n1"))
                .withMessageContaining("membership: full");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> node.query("load", new byte[0], member -> true, Duration.ofSeconds(1)));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> node.forget("n1"));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(node::keys);
    }

    @Test
    void an_event_over_the_limit_is_refused_with_it() {
        SimulatedCluster cluster = partial(2, 6);
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> cluster.node(0)
                        .topic("t")
                        .publish(new byte[(1 << 20) + 1])
                        .toCompletableFuture()
                        .join())
                .withCauseInstanceOf(RefusedException.class)
                .withMessageContaining("1048576");
    }

    @Test
    void a_large_event_goes_in_pieces_once_to_each_even_if_some_die_meanwhile() {
        SimulatedCluster cluster = partial(32, 7);
        for (int i = 0; i < 20; i++) publish(cluster, i);
        byte[] large = new byte[1 << 20];
        new SplittableRandom(1).nextBytes(large);
        List<byte[]> heard = new ArrayList<>();
        for (int i = 0; i < 32; i++) cluster.node(i).topic("large").subscribe(event -> heard.add(event.payload()));
        long before = linkBytes(cluster);
        cluster.node(9).topic("large").publish(large);
        cluster.advance(Duration.ofSeconds(1));
        assertThat(heard).hasSize(32).allMatch(each -> Arrays.equals(each, large));
        assertThat(linkBytes(cluster) - before).isLessThan(32L * (1 << 20) * 12 / 10);
        heard.clear();
        cluster.node(9).topic("large").publish(large);
        cluster.advance(Duration.ofNanos(700_000));
        for (int victim = 20; victim < 24; victim++) cluster.crash(victim);
        cluster.advance(Duration.ofSeconds(10));
        assertThat(heard).hasSizeGreaterThanOrEqualTo(28).allMatch(each -> Arrays.equals(each, large));
    }

    private static long linkBytes(SimulatedCluster cluster) {
        return cluster.running().stream()
                .mapToLong(node -> node.stats().frames().frames().linkBytesSent())
                .sum();
    }

    @Test
    void a_node_of_full_membership_does_not_come_in_and_both_are_told() {
        World world = new World(FullNodes.frames(7));
        List<String> told = misfits(world);
        SimNode partial = world.node("p", new PartialNodes(PartialNodeConfig.lan(), node -> List.of()));
        SimNode full = world.node("f", new FullNodes(ClusterNodeConfig.lan(), node -> List.of(partial.address())));
        world.run(Duration.ofSeconds(1));
        partial.start();
        full.start();
        world.run(Duration.ofSeconds(5));
        assertThat(told).anyMatch(line -> line.startsWith("p: ")).anyMatch(line -> line.startsWith("f: "));
        assertThat(FullNodes.of(full).isJoined()).isFalse();
    }

    @Test
    void a_node_of_partial_membership_does_not_come_into_a_full_cluster_and_both_are_told() {
        for (Optional<TreeConfig> tree : List.of(Optional.<TreeConfig>empty(), Optional.of(TreeConfig.lan()))) {
            World world = new World(FullNodes.frames(8));
            List<String> told = misfits(world);
            SimNode full = world.node("f", new FullNodes(ClusterNodeConfig.lan().withTree(tree), node -> List.of()));
            SimNode partial =
                    world.node("p", new PartialNodes(PartialNodeConfig.lan(), node -> List.of(full.address())));
            full.start();
            partial.start();
            world.run(Duration.ofSeconds(5));
            assertThat(told).anyMatch(line -> line.startsWith("p: ")).anyMatch(line -> line.startsWith("f: "));
            assertThat(PartialNodes.of(partial).isJoined()).isFalse();
        }
    }

    private static List<String> misfits(World world) {
        List<String> told = new ArrayList<>();
        world.onEvent((node, event) -> {
            if (event instanceof SyncEvent.Misfit misfit) told.add(node.name() + ": " + misfit.text());
            if (event instanceof SyncEvent.JoinRefused refused) told.add(node.name() + ": " + refused.text());
        });
        return told;
    }

    @Test
    void full_members_with_a_tree_send_each_event_once_over_few_links() {
        SimulatedCluster cluster =
                SimulatedCluster.of(32, 9, ClusterNodeConfig.lan().withTree(Optional.of(TreeConfig.lan())));
        cluster.advance(INTRODUCED);
        for (int i = 0; i < 20; i++) publish(cluster, i);
        long before = copies(cluster);
        List<Integer> heard = new ArrayList<>();
        cluster.node(20).topic("t").subscribe(message -> heard.add((int) message.payload()[0]));
        for (int i = 20; i < 120; i++) publish(cluster, i);
        assertThat(heard).hasSize(100);
        assertThat(copies(cluster) - before).isBetween(3_100L, 3_255L);
        assertThat(cluster.await(cluster.node(0).tree(), Duration.ofSeconds(3)).nodes())
                .hasSize(32);
    }
}
