package io.hearsay.cli;

import static io.hearsay.agent.http.HttpServer.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.agent.api.AuditView;
import io.hearsay.antientropy.audit.AuditCounts;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AuditVerbTest {
    private static AuditView view(boolean isDone, long unwitnessed, List<AuditView.Entry> findings) {
        AuditView.Report report =
                new AuditView.Report(7, isDone, 300, 5, 15, 15 - unwitnessed, unwitnessed, findings, 0);
        return new AuditView("web-1", report, new AuditCounts(600, 1, 1, 1, 0));
    }

    private static FakeAgent agent(AuditView end) {
        AtomicInteger looks = new AtomicInteger();
        return new FakeAgent(routes -> {
            routes.post("/v1/audit", reading(context -> view(false, 0, List.of())));
            routes.get("/v1/audit", reading(context -> looks.incrementAndGet() < 3 ? view(false, 0, List.of()) : end));
        });
    }

    @Test
    void waits_for_the_end_and_says_that_all_is_sound() {
        try (FakeAgent agent = agent(view(true, 0, List.of()))) {
            assertThat(agent.hearsay("audit")).isZero();
            assertThat(agent.out.toString())
                    .isEqualTo("300 entries read in 5 slices; 15 of 15 challenges answered; nothing has rotted\n");
        }
    }

    @Test
    void rot_is_a_negative_answer_that_names_entry_and_member() {
        List<AuditView.Entry> findings = List.of(
                new AuditView.Entry("config/limit", "web-1", "healed"),
                new AuditView.Entry("config/rate", "web-3", "named"));
        try (FakeAgent agent = agent(view(true, 1, findings))) {
            assertThat(agent.hearsay("audit")).isEqualTo(1);
            assertThat(agent.out.toString())
                    .containsPattern("config/limit +web-1 +healed\n")
                    .containsPattern("config/rate +web-3 +named\n")
                    .endsWith("300 entries read in 5 slices, 1 without a witness; 14 of 15 challenges answered\n");
        }
    }

    @Test
    void json_is_the_agents_answer() {
        try (FakeAgent agent = agent(view(true, 0, List.of()))) {
            assertThat(agent.hearsay("audit", "--json")).isZero();
            assertThat(agent.out.toString())
                    .contains("\"latest\":{\"audit\":7,\"done\":true", "\"sinceStart\":{\"items\":600");
        }
    }
}
