package io.hearsay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Address;
import io.hearsay.LinkCause;
import io.hearsay.membership.sync.SyncEvent;
import io.hearsay.stack.Reject;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.event.EventRecordingLogger;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.SubstituteLogger;

/** What strangers and absent seeds can cause over and over is a line a minute. */
class NodeLogTest {
    private final Queue<SubstituteLoggingEvent> lines = new ArrayDeque<>();
    private final AtomicLong nanos = new AtomicLong();
    private final NodeLog log = new NodeLog(
            new EventRecordingLogger(new SubstituteLogger("test", lines, false), lines), nanos::get, "orders", "web-1");

    @Test
    void says_the_same_once_a_minute_and_then_how_often_it_was() {
        for (int i = 0; i < 1_000; i++) log.warnRarely("key", "a frame from {}", i);
        assertThat(lines).hasSize(1);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(61));
        log.warnRarely("key", "a frame from {}", 1_000);
        assertThat(lines)
                .hasSize(2)
                .last()
                .satisfies(line -> assertThat(line.getMessage()).contains("times=1000"));
    }

    @Test
    void another_subject_has_a_minute_of_its_own() {
        log.warnRarely("key", "a frame from {}", 1);
        log.warnRarely("cluster", "a frame from {}", 1);
        assertThat(lines).hasSize(2);
    }

    @Test
    void a_wrong_key_and_another_cluster_are_a_line_each_whoever_sends() {
        Narrator narrator = new Narrator(() -> false, log);
        for (int port = 1; port <= 50; port++)
            for (Reject why : new Reject[] {Reject.KEY, Reject.SEAL, Reject.CLUSTER})
                narrator.rejected(Address.parse("10.0.0.1:" + port), why);
        assertThat(lines)
                .extracting(SubstituteLoggingEvent::getMessage)
                .hasSize(2)
                .satisfiesExactly(
                        key -> assertThat(key).contains("not sealed with a key of this node"),
                        cluster -> assertThat(cluster).contains("belongs to another cluster"));
    }

    @Test
    void a_seed_that_does_not_answer_is_a_line_that_says_what_to_compare() {
        Narrator narrator = new Narrator(() -> false, log);
        for (int i = 0; i < 100; i++)
            narrator.event(new SyncEvent.SeedFailed(Address.parse("10.0.0.1:7940"), LinkCause.REFUSED));
        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertThat(line.getMessage())
                        .contains("it is called again", "compare the cluster id and the key"));
    }

    @Test
    void an_absent_seed_is_nothing_to_say_for_a_node_that_is_in() {
        new Narrator(() -> true, log)
                .event(new SyncEvent.SeedFailed(Address.parse("10.0.0.1:7940"), LinkCause.REFUSED));
        assertThat(lines).isEmpty();
    }
}
