package io.hearsay.cli;

import static io.hearsay.agent.http.HttpServer.body;
import static io.hearsay.agent.http.HttpServer.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.agent.api.ExchangeCancel;
import io.hearsay.agent.api.ExchangeList;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExchangesVerbTest {
    private static ExchangeList exchanges() {
        String since = Instant.now().minusSeconds(10).toString();
        return new ExchangeList(
                "orders",
                "a",
                List.of(
                        new ExchangeList.Entry(
                                "c0ffee", "b", "a", "merkle", since, 12.5, 4_100, 900, 3, 4, 7, "running", null),
                        new ExchangeList.Entry(
                                "f00d", "c", "c", "sum", since, 1.5, 20, 20, 0, 0, 0, "failed", "TIMED_OUT")));
    }

    private static FakeAgent agent() {
        return new FakeAgent(routes -> {
            routes.get("/v1/exchanges", reading(context -> exchanges()));
            routes.post("/v1/exchanges/cancel", reading(context -> body(context, ExchangeCancel.class)));
        });
    }

    @Test
    void the_list_says_with_whom_how_and_what_became_of_it() {
        try (FakeAgent agent = agent()) {
            assertThat(agent.hearsay("exchanges")).isZero();
            assertThat(agent.out.toString().lines())
                    .hasSize(3)
                    .anyMatch(line ->
                            line.matches("c0ffee +b +a +merkle +1\\d s ago +1[23] ms +4100 +900 +3 +4 +7 +running"))
                    .anyMatch(line -> line.startsWith("f00d") && line.endsWith("failed: timed out"));
        }
    }

    @Test
    void json_is_the_agents_answer() {
        try (FakeAgent agent = agent()) {
            assertThat(agent.hearsay("exchanges", "--json")).isZero();
            assertThat(agent.out.toString()).contains("\"id\":\"c0ffee\"", "\"outcome\":\"running\",\"cause\":null");
        }
    }

    @Test
    void cancel_names_one_by_its_digits() {
        try (FakeAgent agent = agent()) {
            assertThat(agent.hearsay("exchanges", "cancel", "c0ffee")).isZero();
            assertThat(agent.out.toString()).isEqualTo("c0ffee is cancelled\n");
            assertThat(agent.hearsay("exchanges", "cancel", "coffee")).isEqualTo(2);
            assertThat(agent.err.toString()).contains("hexadecimal digits, was 'coffee'");
        }
    }
}
