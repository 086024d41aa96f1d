package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Event;
import io.hearsay.Peer;
import io.hearsay.dissemination.bimodal.Bimodal;
import io.hearsay.dissemination.bimodal.BimodalConfig;
import io.hearsay.dissemination.bimodal.Delivered;
import io.hearsay.dissemination.bimodal.Lost;
import io.hearsay.dissemination.bimodal.Payload;
import io.hearsay.sampling.UniformPeers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bimodal multicast where packets are lost, doubled and held up, and a third of the nodes falls asleep. */
class BimodalSimulationTest {
    private static final int NODES = 12;
    private static final int MESSAGES = 300;

    private final List<Peer> peers = new ArrayList<>();
    private final List<List<Peer>> others = new ArrayList<>();
    private final Map<String, Long> upTo = new LinkedHashMap<>();
    private long lost;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void each_message_is_delivered_in_order_and_once_or_reported_lost(long seed) {
        World world = new World(WorldConfig.objects(seed));
        world.network().loss(0.2).duplicate(0.1).reorder(0.2, Duration.ofMillis(300));
        List<Bimodal> all = new ArrayList<>();
        for (int i = 0; i < NODES; i++) add(world, all);
        world.onEvent(this::onEvent);
        for (int i = 0; i < MESSAGES; i++) {
            int publisher = i % 3;
            world.after(
                    Duration.ofMillis(20L * i),
                    () -> world.nodes()
                            .get(publisher)
                            .execute(() -> all.get(publisher).publish(new Payload(new byte[10]))));
        }
        for (int i = 8; i < NODES; i++) {
            SimNode sleeper = world.nodes().get(i);
            for (int second = 1; second < 6; second++)
                world.after(Duration.ofSeconds(second), () -> sleeper.pauseFor(Duration.ofMillis(600)));
        }
        world.run(Duration.ofSeconds(20));
        for (int node = 0; node < NODES; node++)
            for (int publisher = 0; publisher < 3; publisher++)
                assertThat(upTo.get(key(node, peers.get(publisher).instance())))
                        .as("node %d of publisher %d", node, publisher)
                        .isEqualTo(MESSAGES / 3);
        assertThat(lost).isLessThan(NODES * MESSAGES / 100);
        assertThat(all.stream().mapToInt(node -> node.stats().buffered()).sum()).isZero();
    }

    private void add(World world, List<Bimodal> all) {
        world.node("b" + all.size(), life -> {
                    UniformPeers known = new UniformPeers(meet(life.peer()), life.instance());
                    Bimodal node = new Bimodal(BimodalConfig.lan(), life.environment(), known, life.instance());
                    all.add(node);
                    return node;
                })
                .start();
    }

    /** Whom the newcomer knows; those before it know it from now on. */
    private List<Peer> meet(Peer newcomer) {
        List<Peer> known = new ArrayList<>(peers);
        others.forEach(each -> each.add(newcomer));
        others.add(known);
        peers.add(newcomer);
        return known;
    }

    /** What a node says of one publisher leaves nothing out and repeats nothing. */
    private void onEvent(SimNode node, Event event) {
        if (event instanceof Delivered it)
            moves(node, it.id().origin(), it.id().sequence(), it.id().sequence());
        if (event instanceof Lost gap) {
            moves(node, gap.origin(), gap.first(), gap.last());
            lost += gap.last() - gap.first() + 1;
        }
    }

    private void moves(SimNode node, long origin, long first, long last) {
        String key = key(node.number(), origin);
        assertThat(first).isEqualTo(upTo.getOrDefault(key, 0L) + 1);
        upTo.put(key, last);
    }

    private static String key(int node, long origin) {
        return node + "/" + origin;
    }
}
