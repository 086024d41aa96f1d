package io.hearsay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.agent.api.HeardEvent;
import io.hearsay.agent.api.MissingEvent;
import io.hearsay.agent.api.MonitorEvent;
import io.hearsay.agent.api.StreamEvent;
import io.hearsay.agent.http.EventStreams;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamVerbTest {
    private final EventStreams streams = new EventStreams(new SimpleMeterRegistry());

    @AfterEach
    void endStreams() {
        streams.close();
    }

    @Test
    void listen_prints_payloads_and_ends_after_the_count() {
        try (FakeAgent agent = sending(heard("one"), heard("two"), heard("three"))) {
            assertThat(agent.hearsay("listen", "logs", "--count", "2")).isZero();
            assertThat(agent.out.toString()).isEqualTo("one\ntwo\n");
        }
    }

    @Test
    void listen_with_json_prints_one_object_a_line() {
        try (FakeAgent agent = sending(heard("one"), heard("two"))) {
            assertThat(agent.hearsay("listen", "logs", "--count", "2", "--json"))
                    .isZero();
            assertThat(agent.out.toString().lines())
                    .hasSize(2)
                    .first()
                    .isEqualTo("{\"event\":\"heard\",\"topic\":\"logs\",\"from\":\"web-1\",\"id\":\"a/1\","
                            + "\"at\":\"2026-11-22T12:00:00Z\",\"hops\":1,\"text\":\"one\"}");
        }
    }

    @Test
    void bytes_that_are_no_text_are_marked() {
        StreamEvent binary = new HeardEvent("heard", "logs", "web-1", "a/1", "2026-11-22T12:00:00Z", 1, null, "/w==");
        try (FakeAgent agent = sending(binary)) {
            assertThat(agent.hearsay("listen", "logs", "--count", "1")).isZero();
            assertThat(agent.out.toString()).isEqualTo("base64:/w==\n");
        }
    }

    @Test
    void a_count_below_one_is_wrong_usage() {
        try (FakeAgent agent = sending()) {
            assertThat(agent.hearsay("listen", "logs", "--count", "0")).isEqualTo(2);
            assertThat(agent.err.toString()).contains("--count must be 1 or more, was 0");
        }
    }

    @Test
    void a_gap_is_said_and_ends_with_1() {
        try (FakeAgent agent = sending(heard("one"), StreamEvent.gap(17))) {
            assertThat(agent.hearsay("listen", "logs")).isEqualTo(1);
            assertThat(agent.out.toString()).isEqualTo("one\n");
            assertThat(agent.err.toString()).contains("17 events or more were missed");
        }
    }

    @Test
    void what_will_not_come_is_said_and_not_counted() {
        StreamEvent late = new MissingEvent("missing", "logs", "web-1", "2026-11-22T12:00:00Z", 3, 5, "GIVEN_UP");
        StreamEvent other = new MissingEvent("missing", "logs", "web-2", "2026-11-22T12:00:00Z", 0, 0, "CONTRACT");
        try (FakeAgent agent = sending(heard("one"), late, other, heard("two"), heard("three"))) {
            assertThat(agent.hearsay("listen", "logs", "--count", "2", "--delivery", "fifo"))
                    .isZero();
            assertThat(agent.out.toString()).isEqualTo("one\ntwo\n");
            assertThat(agent.err.toString())
                    .contains("events 3 to 5 of web-1 did not come in time")
                    .contains("web-2 publishes under another contract");
        }
    }

    @Test
    void the_agents_end_is_3() {
        try (FakeAgent agent = new FakeAgent(routes -> routes.get("/v1/monitor", streams.streaming((context, sink) -> {
            streams.close();
            return () -> {};
        })))) {
            assertThat(agent.hearsay("monitor")).isEqualTo(3);
            assertThat(agent.err.toString()).contains("the agent has ended the stream");
        }
    }

    @Test
    void monitor_tells_what_happens_in_a_sentence() {
        MonitorEvent died = new MonitorEvent(
                "died",
                Instant.now().toString(),
                "web-3 is dead",
                null,
                FakeAgent.why().verdicts().get(1));
        try (FakeAgent agent = sending(died, StreamEvent.gap(1))) {
            assertThat(agent.hearsay("monitor")).isEqualTo(1);
            assertThat(agent.out.toString())
                    .contains("died         web-3 is dead: its link broke, its port refuses; accused by web-2, web-1");
        }
    }

    @Test
    void a_name_cannot_steer_the_terminal() {
        try (FakeAgent agent = sending(
                new MonitorEvent("left", Instant.now().toString(), "\u001b]0;owned\u0007 left", null, null),
                StreamEvent.gap(1))) {
            agent.hearsay("monitor");
            assertThat(agent.out.toString())
                    .contains("\ufffd]0;owned\ufffd left")
                    .doesNotContain("\u001b");
        }
    }

    private static StreamEvent heard(String text) {
        return new HeardEvent("heard", "logs", "web-1", "a/1", "2026-11-22T12:00:00Z", 1, text, null);
    }

    private FakeAgent sending(StreamEvent... events) {
        return new FakeAgent(routes -> {
            for (String path : List.of("/v1/listen", "/v1/monitor"))
                routes.get(path, streams.streaming((context, sink) -> {
                    for (StreamEvent event : events) sink.accept(event);
                    return () -> {};
                }));
        });
    }
}
