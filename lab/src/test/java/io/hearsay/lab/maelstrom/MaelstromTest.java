package io.hearsay.lab.maelstrom;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The public figures, as docs/guide/maelstrom.md prints them: 25 nodes, 100 ms links, 100 operations a second. */
class MaelstromTest {
    private static final int NODES = 25;
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration BATCH = Duration.ofSeconds(1);

    private static Workbench workbench(Duration batch) {
        return new Workbench(NODES, Duration.ofMillis(100), batch, 1);
    }

    private static void haveAll(Workbench workbench) {
        for (int node = 0; node < NODES; node++)
            assertThat(workbench.read(node)).containsExactlyInAnyOrderElementsOf(workbench.broadcasts());
        assertThat(workbench.stable()).isEqualTo(workbench.broadcasts().size());
    }

    @Test
    void at_once_a_broadcast_takes_one_hop_and_hardly_more_messages_than_nodes() {
        Workbench workbench = workbench(AT_ONCE);
        workbench.work(100, Duration.ofSeconds(20));
        workbench.run(Duration.ofSeconds(3));
        haveAll(workbench);
        assertThat(workbench.messagesPerOperation()).isLessThan(14);
        assertThat(workbench.latency(0.5)).isEqualTo(0.1);
        assertThat(workbench.latency(1)).isLessThan(0.5);
    }

    @Test
    void in_batches_it_costs_less_than_six_messages_and_two_seconds() {
        Workbench workbench = workbench(BATCH);
        workbench.work(100, Duration.ofSeconds(20));
        workbench.run(Duration.ofSeconds(5));
        haveAll(workbench);
        assertThat(workbench.messagesPerOperation()).isLessThan(6);
        assertThat(workbench.latency(0.5)).isLessThan(1);
        assertThat(workbench.latency(1)).isLessThan(2);
    }

    @Test
    void what_partitions_have_held_up_is_everywhere_ten_seconds_after_the_last() {
        for (Duration batch : new Duration[] {AT_ONCE, BATCH}) {
            Workbench workbench = workbench(batch);
            workbench.work(100, Duration.ofSeconds(5));
            workbench.cut((from, to) -> from % 2 != to % 2);
            workbench.work(100, Duration.ofSeconds(10));
            workbench.cut((from, to) -> from < 12 && to > 12 || from > 12 && to < 12); // one bridge, n12
            workbench.work(100, Duration.ofSeconds(5));
            workbench.cut((from, to) -> from == 3); // one that nobody hears
            workbench.work(100, Duration.ofSeconds(5));
            workbench.cut((from, to) -> false);
            workbench.run(Duration.ofSeconds(10));
            haveAll(workbench);
            assertThat(workbench.logged()).isEmpty();
        }
    }

    @Test
    void a_tenth_of_all_messages_lost_delays_and_loses_nothing() {
        Workbench workbench = workbench(AT_ONCE);
        workbench.lose(0.1);
        workbench.work(100, Duration.ofSeconds(10));
        workbench.run(Duration.ofSeconds(10));
        haveAll(workbench);
    }
}
