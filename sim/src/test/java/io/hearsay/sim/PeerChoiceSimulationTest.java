package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Event;
import io.hearsay.dissemination.rumor.Heard;
import io.hearsay.membership.MemberEvent;
import io.hearsay.sampling.PeerBias;
import io.hearsay.stack.ClusterNodeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Events by a biased choice of peers, in clusters of two zones. */
class PeerChoiceSimulationTest {
    private static final int NODES = 40;

    private World world = new World(WorldConfig.objects(1));
    private List<SimNode> nodes = List.of();
    private final TreeSet<String> heard = new TreeSet<>();
    private final List<Event> refused = new ArrayList<>();

    /** Two zones of equal size that agree; the even nodes are in the one, the odd ones in the other. */
    private void cluster(PeerBias bias) {
        world = new World(WorldConfig.objects(1));
        heard.clear();
        world.onEvent((node, event) -> {
            if (event instanceof Heard) heard.add(node.name());
            if (event instanceof MemberEvent.BiasRefused) refused.add(event);
        });
        nodes = Clusters.chain(world, ClusterNodeConfig.lan().withPeers(bias), NODES);
        for (SimNode node : nodes)
            node.execute(() -> Clusters.of(node).tags(new TreeMap<>(Map.of("zone", zone(node)))));
        assertThat(Clusters.agreeWithin(world, Duration.ofSeconds(30))).isTrue();
        world.run(Duration.ofSeconds(5));
    }

    private static String zone(SimNode node) {
        return node.number() % 2 == 0 ? "even" : "odd";
    }

    private void publish() {
        nodes.get(0).execute(() -> Clusters.of(nodes.get(0)).rumors().publish("news", new byte[100]));
    }

    /** Datagrams that try to cross the border, in the time that an event takes, when the border is shut. */
    private int crossings(PeerBias bias) {
        cluster(bias);
        int[] lost = {0};
        world.watch(new Invariant() {
            @Override
            public String name() {
                return "crossings";
            }

            @Override
            public void undelivered(SimNode from, SimNode to, String cause) {
                lost[0]++;
            }
        });
        for (SimNode from : nodes)
            for (SimNode to : nodes)
                if (!zone(from).equals(zone(to))) world.network().path(from, to).cut();
        publish();
        world.run(Duration.ofMillis(20));
        return lost[0];
    }

    @Test
    void in_zones_few_copies_cross_the_border() {
        int zones = crossings(PeerBias.zones());
        assertThat(heard).hasSizeGreaterThan(NODES / 3);
        assertThat(zones * 4).isLessThan(crossings(PeerBias.UNIFORM));
    }

    @Test
    void everybody_hears_whatever_the_bias() {
        for (PeerBias bias : List.of(PeerBias.zones(), PeerBias.near(2), PeerBias.IN_TURN)) {
            cluster(bias);
            publish();
            world.run(Duration.ofSeconds(1));
            assertThat(heard).hasSize(NODES);
        }
    }

    @Test
    void a_bias_that_would_cut_zones_off_is_reported_and_not_followed() {
        cluster((self, others) -> others.stream()
                .mapToDouble(other -> other.zone().equals(self.zone()) ? 1 : 0)
                .toArray());
        publish();
        world.run(Duration.ofSeconds(1));
        assertThat(heard).hasSize(NODES);
        assertThat(refused).contains(new MemberEvent.BiasRefused(List.of("even"), List.of("odd")));
        assertThat(refused.get(0)).asString().contains("peers are chosen uniformly");
    }
}
