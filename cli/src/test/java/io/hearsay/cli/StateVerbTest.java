package io.hearsay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.agent.api.StateEvent;
import io.hearsay.agent.api.StateList;
import io.hearsay.agent.api.StreamEvent;
import io.hearsay.agent.http.EventStreams;
import io.hearsay.agent.http.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StateVerbTest {
    private final EventStreams streams = new EventStreams(new SimpleMeterRegistry());

    @AfterEach
    void endStreams() {
        streams.close();
    }

    private static StateList states() {
        String since = Instant.now().minusSeconds(10).toString();
        return new StateList(
                "orders",
                "web-1",
                List.of(
                        new StateList.Member(
                                "web-1",
                                "ALIVE",
                                1_700,
                                9,
                                4,
                                2,
                                since,
                                0.43,
                                Map.of("load", new StateList.Value("0.7", 9))),
                        new StateList.Member("web-2", "DEAD", 1_701, 0, 0, 0, since, null, Map.of())));
    }

    private static FakeAgent answering() {
        return new FakeAgent(routes -> routes.get("/v1/state", HttpServer.reading(context -> states())));
    }

    @Test
    void gossipinfo_names_epochs_versions_and_ages() {
        try (FakeAgent agent = answering()) {
            assertThat(agent.hearsay("gossipinfo")).isZero();
            assertThat(agent.out.toString())
                    .contains("epoch 1700, version 9, changed 1", ", phi 0.43, ")
                    .contains("2 deleted keys remembered, up to version 4 forgotten")
                    .containsPattern("load +0\\.7 +9")
                    .contains("web-2")
                    .contains("epoch 1701, version 0");
        }
    }

    @Test
    void get_of_one_node_prints_the_bare_value() {
        try (FakeAgent agent = answering()) {
            assertThat(agent.hearsay("state", "get", "load", "--node", "web-1")).isZero();
            assertThat(agent.out.toString()).isEqualTo("0.7\n");
        }
    }

    @Test
    void watch_prints_what_is_and_what_is_gone() {
        StreamEvent[] events = {
            new StateEvent("changed", "web-1", "load", "0.7"), new StateEvent("gone", "web-1", "load", null)
        };
        try (FakeAgent agent =
                new FakeAgent(routes -> routes.get("/v1/state/watch", streams.streaming((context, sink) -> {
                    for (StreamEvent event : events) sink.accept(event);
                    return () -> {};
                })))) {
            assertThat(agent.hearsay("state", "watch", "--count", "2")).isZero();
            assertThat(agent.out.toString()).isEqualTo("web-1 load = 0.7\nweb-1 load (gone)\n");
            assertThat(agent.hearsay("state", "watch", "a", "--prefix", "b")).isEqualTo(2);
        }
    }
}
