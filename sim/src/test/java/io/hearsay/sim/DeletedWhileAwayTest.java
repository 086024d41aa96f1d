package io.hearsay.sim;

import io.hearsay.data.Retention;
import io.hearsay.data.map.MapsConfig;
import io.hearsay.data.map.MapsConfig.Durability;
import io.hearsay.stack.ClusterNodeConfig;
import io.hearsay.stack.NodeMapsConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * One node after the other is away for longer than a delete is remembered by all, switched off, cut off or asleep,
 * while the others delete, write again and restart: what was deleted is gone when it is back, and what was written
 * again is there.
 *
 * <p>20 seeds, 10,000 with {@code mvn verify -Plong}.
 */
class DeletedWhileAwayTest {
    private static final Duration ACTIVE = Duration.ofMinutes(1);

    /** In every other run certificates go when all have acknowledged them. */
    private static final Duration EARLY = Duration.ofSeconds(5);

    private static final int KEYS = 6;
    private static final List<Absence> ABSENCES = List.of(Absence.values());

    @Test
    void what_was_deleted_stays_so_and_what_was_written_again_survives() {
        Seeds.forEach(DeletedWhileAwayTest.class, 20, seed -> new Trouble(seed).run());
    }

    /** How a node is away. */
    private enum Absence {
        OFF,
        CUT_OFF,
        ASLEEP
    }

    private static final class Trouble {
        private final SplittableRandom random;
        private final int nodes;
        private final int sites;
        private final SimulatedCluster cluster;
        private final MapHistory history;

        Trouble(long seed) {
            random = new SplittableRandom(seed);
            nodes = 3 + random.nextInt(3);
            sites = 2 + random.nextInt(3);
            Retention retention = new Retention(ACTIVE, Duration.ofHours(1), sites, seed % 2 == 0 ? EARLY : ACTIVE);
            MapsConfig maps = MapsConfig.usual().withRetention(retention).withDurability(Durability.SYNC);
            cluster = SimulatedCluster.of(
                    nodes,
                    seed,
                    ClusterNodeConfig.lan().withMaps(NodeMapsConfig.usual().withState(maps)));
            history = new MapHistory(cluster);
            for (int i = 0; i < nodes; i++) node(i).clockError(Duration.ofSeconds(random.nextInt(-5, 6)));
        }

        private SimNode node(int i) {
            return cluster.world().nodes().get(i);
        }

        void run() {
            for (int absences = 0; absences < 2; absences++) {
                for (int key = 0; key < KEYS; key++) history.put(node(random.nextInt(nodes)), "k" + key);
                history.settle();
                beAway(random.nextInt(nodes), ABSENCES.get(random.nextInt(ABSENCES.size())));
                history.settle();
            }
            cluster.advance(ACTIVE.multipliedBy(2)); // what was awakened falls asleep again
            history.settle();
        }

        private void beAway(int absent, Absence how) {
            Duration away = ACTIVE.plusSeconds(10 + random.nextInt(240));
            Duration end = cluster.elapsed().plus(away);
            switch (how) {
                case OFF -> cluster.crashHost(absent);
                case CUT_OFF -> cluster.cut(absent);
                case ASLEEP -> cluster.pause(absent, away);
            }
            int hermit = how == Absence.CUT_OFF ? absent : how == Absence.OFF ? anotherOneCutOff(absent) : -1;
            List<Integer> present = new ArrayList<>();
            for (int i = 0; i < nodes; i++) if (i != absent && i != hermit) present.add(i);
            while (cluster.elapsed().compareTo(end) < 0) {
                int i = present.get(random.nextInt(present.size()));
                String key = "k" + random.nextInt(KEYS);
                switch (random.nextInt(8)) {
                    case 0 -> restart(i);
                    case 1, 2 -> history.put(node(i), key);
                    case 3 -> {
                        if (hermit >= 0) history.put(node(hermit), key);
                    }
                    default -> history.delete(node(i), key);
                }
                cluster.advance(Duration.ofSeconds(1 + random.nextInt(20)));
            }
            cluster.heal();
            if (how == Absence.OFF) cluster.restart(absent);
        }

        /**
         * Writes again what the one who is off has in an old version; -1 if too few sites of a delete would be left.
         */
        private int anotherOneCutOff(int absent) {
            if (nodes == 3 || sites == 2) return -1;
            int hermit = (absent + 1) % nodes;
            cluster.cut(hermit);
            return hermit;
        }

        private void restart(int i) {
            history.died(node(i));
            cluster.restart(i);
        }
    }
}
