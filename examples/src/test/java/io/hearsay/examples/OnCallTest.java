package io.hearsay.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.sim.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OnCallTest {
    // snippet:start
    @Test
    void pages_within_a_second_of_a_crash_and_not_for_a_pause() {
        SimulatedCluster cluster = SimulatedCluster.of(5);
        List<String> pages = new ArrayList<>();
        new OnCall(cluster.node(0), pages::add); // the production class, on a production Cluster

        cluster.pause(1, Duration.ofSeconds(2)); // a long garbage collection
        cluster.advance(Duration.ofSeconds(10)); // takes some milliseconds
        assertThat(pages).isEmpty();

        cluster.crash(3);
        cluster.await(() -> !pages.isEmpty(), Duration.ofSeconds(1));
        assertThat(pages).containsExactly("n3 is lost: PORT_REFUSED");
    }

    @Test
    void says_when_the_other_side_of_a_split_is_back() {
        SimulatedCluster.forSeeds(5, LongStream.rangeClosed(1, 20), cluster -> {
            List<String> pages = new ArrayList<>();
            new OnCall(cluster.node(0), pages::add);

            cluster.cut(0, 1); // these two, and the other three
            cluster.await(() -> pages.size() == 3, Duration.ofMinutes(1));
            cluster.heal();
            cluster.await(() -> pages.size() == 6, Duration.ofSeconds(30));
            assertThat(pages.subList(3, 6)).allMatch(page -> page.contains("is back"));
        });
    }
    // snippet:end
}
