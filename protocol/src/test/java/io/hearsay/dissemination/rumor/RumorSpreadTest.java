package io.hearsay.dissemination.rumor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Mills as nodes run them, many at once, in virtual time. */
class RumorSpreadTest {
    private static final Duration DELAY = Duration.ofNanos(300_000);

    @Test
    void everyone_hears_each_rumor_exactly_once_under_20_percent_loss() {
        RumorWorld world = settled(100, RumorConfig.lan(), 0.2);
        for (int i = 0; i < 50; i++) {
            publish(world, i, 100);
            world.run(Duration.ofMillis(37));
        }
        world.run(Duration.ofSeconds(6));
        assertEveryoneHeardOnce(world, 50);
        assertThat(mostCopies(world)).isLessThanOrEqualTo(12);
    }

    @Test
    void three_copies_reach_everybody_within_milliseconds_where_nothing_is_lost() {
        RumorWorld world = settled(100, RumorConfig.lan(), 0);
        publish(world, 0, 100);
        world.run(Duration.ofMillis(2));
        assertEveryoneHeardOnce(world, 1);
        world.run(Duration.ofSeconds(5));
        assertThat(world.copiesSent() / 100.0).isLessThan(3.6);
        assertThat(mostCopies(world)).isLessThanOrEqualTo(6);
    }

    @Test
    void falls_silent_after_news() {
        RumorWorld world = settled(30, RumorConfig.lan(), 0.1);
        publish(world, 0, 100);
        world.run(Duration.ofSeconds(60));
        long before = datagrams(world);
        world.run(Duration.ofHours(1));
        assertThat(datagrams(world)).isEqualTo(before);
    }

    @Test
    void sustains_5000_events_a_second_with_loss() {
        RumorWorld world = settled(10, RumorConfig.lan(), 0.02);
        for (int i = 0; i < 5000; i++) {
            assertThat(world.nodes.get(0).mill.publish("t", new byte[100])).isEqualTo(new Published.Accepted());
            world.run(Duration.ofNanos(200_000));
        }
        world.run(Duration.ofSeconds(2));
        assertEveryoneHeardOnce(world, 5000);
        assertThat(mostCopies(world)).isLessThanOrEqualTo(12);
    }

    @Test
    void a_burst_waits_in_the_queue_and_overruns_nobody() {
        RumorWorld world = settled(10, RumorConfig.lan(), 0);
        int accepted = 0;
        while (world.nodes.get(3).mill.publish("t", new byte[100]) instanceof Published.Accepted) accepted++;
        assertThat(accepted).isBetween(4096, 4096 + 1024);
        world.run(Duration.ofSeconds(2));
        assertEveryoneHeardOnce(world, accepted);
    }

    @Test
    void who_slept_hears_what_it_missed() {
        RumorWorld world = settled(20, RumorConfig.lan(), 0);
        world.nodes.get(7).isDeaf = true;
        for (int i = 0; i < 5; i++) publish(world, i, 100);
        world.run(Duration.ofSeconds(3));
        world.nodes.get(7).isDeaf = false;
        world.run(Duration.ofSeconds(10));
        assertEveryoneHeardOnce(world, 5);
    }

    @Test
    void who_slept_for_long_hears_it_when_others_are_told_of_its_return() {
        RumorWorld world = settled(20, RumorConfig.lan(), 0);
        world.nodes.get(7).isDeaf = true;
        for (int i = 0; i < 5; i++) publish(world, i, 100);
        world.run(Duration.ofSeconds(40));
        world.nodes.get(7).isDeaf = false;
        world.nodes.forEach(node -> node.mill.reconcile());
        world.run(Duration.ofSeconds(1));
        assertEveryoneHeardOnce(world, 5);
    }

    @Test
    void who_comes_late_hears_what_others_remember() {
        RumorWorld world = settled(20, RumorConfig.lan(), 0);
        for (int i = 0; i < 2000; i++) {
            publish(world, i % 5, 100);
            world.run(Duration.ofMillis(1));
        }
        world.add(RumorConfig.lan());
        world.run(Duration.ofSeconds(3));
        assertEveryoneHeardOnce(world, 2000);
    }

    @Test
    void large_payloads_reach_everybody_once() {
        RumorWorld world = settled(30, RumorConfig.lan(), 0.1);
        publish(world, 3, 1 << 20);
        publish(world, 4, 50_000);
        world.run(Duration.ofSeconds(8));
        assertEveryoneHeardOnce(world, 2);
        assertThat(mostCopies(world)).isLessThanOrEqualTo(12);
        assertThat(world.copiesSent()).isEqualTo(2 * 29);
        assertThat(world.nodes).allMatch(node -> node.mill.stats().missing() == 0);
    }

    @Test
    void same_seed_same_trace() {
        List<Event> first = trace(11);
        assertThat(trace(11)).isEqualTo(first);
        assertThat(trace(12)).isNotEqualTo(first);
    }

    private static List<Event> trace(long seed) {
        RumorWorld world = new RumorWorld(30, RumorConfig.lan(), DELAY, 0.2, seed);
        for (int i = 0; i < 10; i++) publish(world, i, 10 + i);
        world.run(Duration.ofSeconds(3));
        List<Event> events = new ArrayList<>();
        world.nodes.forEach(node -> events.addAll(node.events));
        return events;
    }

    /** A world whose nodes have found out that there is nothing to catch up with. */
    private static RumorWorld settled(int size, RumorConfig config, double loss) {
        RumorWorld world = new RumorWorld(size, config, DELAY, loss, 81823);
        world.run(Duration.ofSeconds(3));
        return world;
    }

    private static void publish(RumorWorld world, int node, int bytes) {
        assertThat(world.nodes.get(node).mill.publish("t", new byte[bytes])).isEqualTo(new Published.Accepted());
    }

    private static void assertEveryoneHeardOnce(RumorWorld world, int rumors) {
        assertThat(world.nodes)
                .allSatisfy(node -> assertThat(node.events)
                        .hasSize(rumors)
                        .hasOnlyElementsOfType(Heard.class)
                        .extracting(event -> ((Heard) event).rumor().id())
                        .doesNotHaveDuplicates());
    }

    private static int mostCopies(RumorWorld world) {
        return world.nodes.stream()
                .flatMap(node -> node.mill.rumors(Optional.empty()).stream())
                .mapToInt(RumorSnapshot::sent)
                .max()
                .orElse(0);
    }

    private static long datagrams(RumorWorld world) {
        return world.nodes.stream().mapToLong(node -> node.datagrams).sum();
    }
}
