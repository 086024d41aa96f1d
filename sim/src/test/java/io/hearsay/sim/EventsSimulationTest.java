package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.dissemination.rumor.Heard;
import io.hearsay.dissemination.rumor.Published;
import io.hearsay.stack.ClusterNodeConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EventsSimulationTest {
    private final World world = new World(WorldConfig.objects(2));
    private final Map<String, Integer> heard = new TreeMap<>();

    private List<SimNode> cluster(int n) {
        List<SimNode> nodes = Clusters.chain(world, ClusterNodeConfig.lan(), n);
        assertThat(Clusters.agreeWithin(world, Duration.ofSeconds(30))).isTrue();
        world.run(Duration.ofSeconds(2));
        world.onEvent((node, event) -> {
            if (event instanceof Heard) heard.merge(node.name(), 1, Integer::sum);
        });
        return nodes;
    }

    private static void publish(SimNode node, int sizeBytes) {
        node.execute(() -> assertThat(Clusters.of(node).rumors().publish("news", new byte[sizeBytes]))
                .isInstanceOf(Published.Accepted.class));
    }

    @Test
    void everybody_hears_an_event_once_and_within_milliseconds() {
        List<SimNode> nodes = cluster(100);
        publish(nodes.get(17), 100);
        assertThat(world.runUntil(() -> heard.size() == 100, Duration.ofMillis(15)))
                .isTrue();
        world.run(Duration.ofMinutes(1));
        assertThat(heard).allSatisfy((name, times) -> assertThat(times).isOne());
        for (SimNode node : nodes)
            assertThat(Clusters.of(node).rumors().stats().copiesSent()).isLessThanOrEqualTo(12);
    }

    @Test
    void everybody_hears_each_event_once_whatever_is_lost_or_doubled() {
        List<SimNode> nodes = cluster(30);
        world.network().loss(0.3).duplicate(0.2).reorder(0.2, Duration.ofMillis(20));
        for (int i = 0; i < 50; i++) publish(nodes.get(i % 30), 100);
        world.run(Duration.ofMinutes(1));
        assertThat(heard)
                .hasSize(30)
                .allSatisfy((name, times) -> assertThat(times).isEqualTo(50));
    }

    @Test
    void events_larger_than_a_datagram_travel_by_link() {
        List<SimNode> nodes = cluster(10);
        publish(nodes.get(3), 300_000);
        assertThat(world.runUntil(() -> heard.size() == 10, Duration.ofSeconds(5)))
                .isTrue();
    }

    @Test
    void one_that_was_paused_hears_what_it_missed() {
        List<SimNode> nodes = cluster(10);
        nodes.get(4).pauseFor(Duration.ofSeconds(2));
        publish(nodes.get(0), 100);
        world.run(Duration.ofSeconds(1));
        assertThat(heard).hasSize(9);
        world.run(Duration.ofSeconds(5));
        assertThat(heard).hasSize(10);
    }
}
