package io.hearsay.cli;

import static io.hearsay.agent.http.HttpServer.body;
import static io.hearsay.agent.http.HttpServer.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.agent.api.Differences;
import io.hearsay.agent.api.RepairReport;
import io.hearsay.agent.api.RepairRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepairVerbTest {
    private static FakeAgent agent() {
        return new FakeAgent(routes -> {
            routes.get("/v1/members", reading(context -> FakeAgent.threeMembers()));
            routes.get("/v1/diff", reading(context -> differences(String.valueOf(context.queryParam("member")))));
            routes.post("/v1/repair", reading(context -> report(body(context, RepairRequest.class))));
        });
    }

    private static Differences differences(String member) {
        if (member.equals("same")) return new Differences("web-1", member, List.of(), 0, null);
        if (member.equals("slow")) return new Differences("web-1", member, List.of(), 0, "ended early: timed out");
        return new Differences(
                "web-1",
                member,
                List.of(
                        new Differences.Key("config", "limit", "newer-there"),
                        new Differences.Key("config", "rate", "missing-here")),
                7,
                null);
    }

    private static RepairReport report(RepairRequest request) {
        String member = request.member() == null ? "everybody" : request.member();
        return new RepairReport(
                "web-1",
                List.of(new RepairReport.Entry(member, 3, 4, member.equals("slow") ? "ended early: timed out" : null)));
    }

    @Test
    void diff_names_keys_and_who_has_the_newer_one() {
        try (FakeAgent agent = agent()) {
            assertThat(agent.hearsay("diff", "web-2")).isEqualTo(1);
            assertThat(agent.out.toString())
                    .containsPattern("config +limit +newer at web-2\n")
                    .containsPattern("config +rate +missing at web-1\n")
                    .endsWith("and 7 more\n");
        }
    }

    @Test
    void diff_of_the_same_is_a_positive_answer_and_an_unfinished_one_is_not() {
        try (FakeAgent agent = agent()) {
            assertThat(agent.hearsay("diff", "same")).isZero();
            assertThat(agent.hearsay("diff", "slow")).isEqualTo(1);
            assertThat(agent.out.toString()).isEqualTo("web-1 and same hold the same\nslow: ended early: timed out\n");
        }
    }

    @Test
    void a_dry_run_names_what_differs_from_each_live_member() {
        try (FakeAgent agent = agent()) {
            assertThat(agent.hearsay("repair", "--dry-run")).isEqualTo(1);
            assertThat(agent.out.toString()).contains("web-1 AND web-2").doesNotContain("web-3"); // which is dead
        }
    }

    @Test
    void repair_says_what_went_each_way() {
        try (FakeAgent agent = agent()) {
            assertThat(agent.hearsay("repair")).isZero();
            assertThat(agent.hearsay("repair", "--node", "slow")).isEqualTo(1);
            assertThat(agent.out.toString())
                    .isEqualTo("everybody: 3 sent, 4 received\nslow: 3 sent, 4 received; ended early: timed out\n");
        }
    }
}
