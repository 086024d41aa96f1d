package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Address;
import io.hearsay.Peer;
import io.hearsay.sampling.hyparview.HyParView;
import io.hearsay.sampling.hyparview.HyParViewConfig;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thousand nodes that come in within two seconds hang together. */
class IslandsTest {
    private static final int NODES = 1_000;
    private static final Duration BETWEEN = Duration.ofMillis(2);

    /** Under these seeds an island is left if nodes are introduced once. */
    @ParameterizedTest
    @ValueSource(longs = {13, 16, 21})
    void nodes_that_join_together_leave_no_island(long seed) {
        World world = new World(WorldConfig.objects(seed));
        world.network().latency(Latency.uniform(Duration.ofMillis(5), Duration.ofMillis(15)));
        List<Address> started = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            SimNode node = world.node(
                    "n" + i, life -> new HyParView(HyParViewConfig.lan(), life.environment(), life.instance()));
            world.after(BETWEEN.multipliedBy(i), () -> {
                List<Peer> through = started.isEmpty()
                        ? List.of()
                        : List.of(Peer.at(started.get(world.chance().nextInt(started.size()))));
                started.add(node.address());
                node.start();
                node.execute(() -> of(node).join(through));
            });
        }
        world.run(BETWEEN.multipliedBy(NODES).plus(Duration.ofSeconds(30)));
        assertThat(reached(world))
                .as("reached from the first under seed " + seed)
                .isEqualTo(NODES);
    }

    private static HyParView of(SimNode node) {
        return node.protocol(HyParView.class);
    }

    private static int reached(World world) {
        Map<Address, SimNode> nodes = new LinkedHashMap<>();
        for (SimNode node : world.nodes()) nodes.put(node.address(), node);
        Address first = world.nodes().get(0).address();
        Set<Address> reached = new LinkedHashSet<>(Set.of(first));
        Deque<Address> next = new ArrayDeque<>(reached);
        while (!next.isEmpty())
            for (Peer peer :
                    of(Objects.requireNonNull(nodes.get(next.remove()))).active())
                if (reached.add(peer.address())) next.add(peer.address());
        return reached.size();
    }
}
