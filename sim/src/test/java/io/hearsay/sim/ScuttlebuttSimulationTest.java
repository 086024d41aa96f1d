package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Event;
import io.hearsay.NodeId;
import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.Protocol;
import io.hearsay.antientropy.scuttlebutt.Company;
import io.hearsay.antientropy.scuttlebutt.Entry;
import io.hearsay.antientropy.scuttlebutt.Order;
import io.hearsay.antientropy.scuttlebutt.Scuttlebutt;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttConfig;
import io.hearsay.antientropy.scuttlebutt.StateChanged;
import io.hearsay.sampling.UniformPeers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Production Scuttlebutts, on virtual time: packets are lost, the network parts, nodes start again. */
class ScuttlebuttSimulationTest {
    private static final int NODES = 12;

    private final Map<String, Scuttlebutt> nodes = new TreeMap<>();
    private final Map<String, Peer> addresses = new TreeMap<>();

    /** What each node was told of each owner's keys, in the end. */
    private final Map<String, Map<String, String>> told = new TreeMap<>();

    private ScuttlebuttConfig config = ScuttlebuttConfig.lan();

    private World world(long seed) {
        World world = new World(WorldConfig.objects(seed));
        for (int i = 0; i < NODES; i++)
            world.node(String.format("n%02d", i), this::begin).start();
        world.onEvent(this::onEvent);
        return world;
    }

    /** A restarted node's clock may lie; its epoch is above the stored one all the same. */
    private Protocol<?, ?> begin(Life life) {
        String name = life.node().name();
        Scuttlebutt before = nodes.get(name);
        long stored =
                before == null ? 0 : before.state(name).orElseThrow().owner().epoch();
        NodeId id = new NodeId(name, Math.max(stored + 1, life.clockSeconds()), life.instance());
        addresses.put(name, life.peer());
        told.put(name, new TreeMap<>());
        Scuttlebutt node = new Scuttlebutt(config, life.environment(), id, new Everybody(name, life.instance()));
        nodes.put(name, node);
        return node;
    }

    /** All others are live, whether they run or not. */
    private final class Everybody implements Company {
        private final String self;
        private final long instance;

        Everybody(String self, long instance) {
            this.self = self;
            this.instance = instance;
        }

        @Override
        public Peers live() {
            List<Peer> others = new ArrayList<>();
            addresses.forEach((name, peer) -> {
                if (!name.equals(self)) others.add(peer);
            });
            return new UniformPeers(others, instance);
        }

        @Override
        public Peers unreachable() {
            return new UniformPeers(List.of(), instance);
        }

        @Override
        public Peers seeds() {
            return new UniformPeers(List.of(), instance);
        }

        @Override
        public boolean isSeed(Peer peer) {
            return false;
        }

        @Override
        public boolean knows(NodeId owner) {
            return true;
        }
    }

    private void onEvent(SimNode node, Event event) {
        StateChanged change = (StateChanged) event;
        Map<String, String> known = told.get(node.name());
        if (known == null) throw new AssertionError(node);
        String key = change.owner().name() + "/" + change.key();
        String value = change.value();
        if (value == null) known.remove(key);
        else known.put(key, value);
    }

    private Scuttlebutt at(SimNode node) {
        Scuttlebutt protocol = nodes.get(node.name());
        if (protocol == null) throw new AssertionError(node);
        return protocol;
    }

    private void put(SimNode node, String key, String value) {
        node.execute(() -> at(node).put(key, value, Optional.empty()));
    }

    /** All that a node holds, as owner, epoch and key to value. */
    private Map<String, String> view(SimNode node) {
        Map<String, String> view = new TreeMap<>();
        at(node).states()
                .forEach(state -> state.entries()
                        .forEach((key, entry) ->
                                view.put(state.owner().name() + "/" + key, String.valueOf(entry.value()))));
        return view;
    }

    private boolean agree(World world) {
        Map<String, String> first = view(world.nodes().get(0));
        return world.nodes().stream().allMatch(node -> view(node).equals(first));
    }

    /** Random writes and deletes at random nodes, one every so often. */
    private void scribble(World world, int writes, Duration every) {
        SplittableRandom random = world.chance();
        for (int i = 0; i < writes; i++) {
            SimNode node = world.nodes().get(random.nextInt(NODES));
            String key = "k" + random.nextInt(20);
            String value = "x".repeat(random.nextInt(300)) + i;
            boolean isDelete = random.nextInt(5) == 0;
            world.after(every.multipliedBy(i), () -> {
                if (!node.isUp()) return;
                if (isDelete) node.execute(() -> at(node).delete(key));
                else put(node, key, value);
            });
        }
    }

    private void assertAgreed(World world) {
        assertThat(world.runUntil(() -> agree(world), Duration.ofSeconds(30))).isTrue();
        for (SimNode node : world.nodes()) {
            assertThat(view(node)).isNotEmpty();
            assertThat(told.get(node.name()))
                    .as("what watchers at %s hold", node)
                    .isEqualTo(view(node));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void all_agree_after_loss_a_partition_and_restarts(long seed) {
        config = ScuttlebuttConfig.lan()
                .withOrder(seed % 2 == 0 ? Order.DEPTH : Order.BREADTH)
                .withTombstones(Duration.ofSeconds(3));
        World world = world(seed);
        world.network().loss(0.2).duplicate(0.1).reorder(0.2, Duration.ofMillis(300));
        scribble(world, 1_000, Duration.ofMillis(20));
        world.run(Duration.ofSeconds(4));
        world.network()
                .partition(List.of(world.nodes().subList(0, 5), world.nodes().subList(5, NODES)));
        world.run(Duration.ofSeconds(8));
        world.network().unite();
        SimNode restarted = world.nodes().get(3);
        restarted.crash();
        world.run(Duration.ofSeconds(2));
        restarted.clockError(Duration.ofDays(-400)).restart();
        world.run(Duration.ofSeconds(6));
        assertAgreed(world);
    }

    @Test
    void one_write_is_everywhere_within_a_few_rounds() {
        World world = world(7);
        put(world.nodes().get(0), "load", "0.7");
        Duration rounds = config.round().multipliedBy(12);
        assertThat(world.runUntil(
                        () -> world.nodes().stream()
                                .allMatch(node -> "0.7".equals(view(node).get("n00/load"))),
                        rounds))
                .isTrue();
    }

    @Test
    void a_clock_set_back_changes_nothing() {
        World world = world(8);
        SimNode node = world.nodes().get(3);
        put(node, "load", "of the first life");
        put(node, "rack", "7");
        assertAgreed(world);
        node.crash();
        node.clockError(Duration.ofDays(-400)).restart();
        put(node, "load", "of the second life");
        assertThat(world.runUntil(
                        () -> world.nodes().stream()
                                .allMatch(each -> view(each).equals(Map.of("n03/load", "of the second life"))),
                        Duration.ofSeconds(10)))
                .isTrue();
    }

    @Test
    void the_largest_values_pass_in_datagrams() {
        World world = world(9);
        for (SimNode node : world.nodes())
            for (int i = 0; i < 5; i++) put(node, "k" + i, "x".repeat(Entry.MAX_VALUE_BYTES));
        assertThat(world.runUntil(() -> view(world.nodes().get(0)).size() == 5 * NODES, Duration.ofMinutes(1)))
                .isTrue();
        assertAgreed(world);
    }
}
