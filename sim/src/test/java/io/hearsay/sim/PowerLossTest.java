package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.data.map.MapsConfig;
import io.hearsay.data.map.MapsConfig.Durability;
import io.hearsay.stack.ClusterNodeConfig;
import io.hearsay.stack.NodeMapsConfig;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Nodes that write into maps all the time lose their power at random, alone, together or all at once, behind cuts, with
 * slow disks and lost packets: nothing acknowledged is ever missing, nothing replaced comes back, and all agree in the
 * end.
 *
 * <p>20 seeds, 10,000 with {@code mvn verify -Plong}.
 */
class PowerLossTest {
    private static final int STEPS = 40;
    private static final ClusterNodeConfig SYNC = ClusterNodeConfig.lan()
            .withMaps(NodeMapsConfig.usual().withState(MapsConfig.usual().withDurability(Durability.SYNC)));

    @Test
    void what_was_acknowledged_survives_any_loss_of_power() {
        Seeds.forEach(PowerLossTest.class, 20, seed -> new Trouble(seed).run());
    }

    private static final class Trouble {
        private final SplittableRandom random;
        private final int nodes;
        private final SimulatedCluster cluster;
        private final MapHistory history;

        Trouble(long seed) {
            random = new SplittableRandom(seed);
            nodes = 3 + random.nextInt(3);
            cluster = SimulatedCluster.of(nodes, seed, SYNC);
            history = new MapHistory(cluster);
            if (oneIn(2)) cluster.world().network().loss(0.1).duplicate(0.1).reorder(0.3, Duration.ofMillis(20));
            for (int i = 0; i < nodes; i++) {
                Duration error = Duration.ofSeconds(random.nextInt(-20, 21));
                node(i).clockError(error).diskDelay(Duration.ofNanos(random.nextLong(100_000, 30_000_000)));
            }
        }

        private SimNode node(int i) {
            return cluster.world().nodes().get(i);
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                for (int writes = random.nextInt(6); writes > 0; writes--) write(node(random.nextInt(nodes)));
                cluster.advance(Duration.ofNanos(random.nextLong(oneIn(4) ? 3_000_000_000L : 30_000_000)));
                if (oneIn(10)) cluster.cut(random.nextInt(nodes));
                if (oneIn(5)) cluster.heal();
                if (oneIn(6)) losePower();
                if (oneIn(20) && node(0).isUp()) cluster.pause(0, Duration.ofMillis(random.nextInt(500)));
                for (int i = 0; i < nodes; i++) if (!node(i).isUp() && oneIn(3)) cluster.restart(i);
            }
            cluster.world().network().calm();
            settle();
            for (int i = 0; i < nodes; i++) end(i);
            settle();
            assertThat(history.acknowledged()).isPositive();
        }

        private boolean oneIn(int n) {
            return random.nextInt(n) == 0;
        }

        private void write(SimNode node) {
            if (!node.isUp()) return;
            String key = "k" + random.nextInt(4);
            switch (random.nextInt(6)) {
                case 0, 1 -> history.put(node, key);
                case 2 -> history.delete(node, key);
                case 3 -> history.putSibling(node, key);
                case 4 -> history.deleteSiblings(node, key);
                default -> history.add(node, key, 1 + random.nextInt(3));
            }
        }

        private void losePower() {
            boolean isOfAll = oneIn(3);
            for (int i = 0; i < nodes; i++) if (isOfAll || oneIn(2)) end(i);
        }

        private void end(int i) {
            cluster.crashHost(i);
            history.died(node(i));
        }

        /** All are there and can talk. */
        private void settle() {
            cluster.heal();
            for (int i = 0; i < nodes; i++) if (!node(i).isUp()) cluster.restart(i);
            history.settle();
        }
    }
}
