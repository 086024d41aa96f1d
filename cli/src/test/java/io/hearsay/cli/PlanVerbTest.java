package io.hearsay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearsay.agent.AgentConfig;
import io.hearsay.agent.config.Setting;
import io.hearsay.agent.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanVerbTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int hearsay(String... words) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    void an_agent_takes_the_planned_lines_as_they_are() throws IOException {
        for (String rtt : List.of("1ms", "80ms")) {
            out.getBuffer().setLength(0);
            hearsay(
                    "lab",
                    "plan",
                    "--nodes",
                    "300",
                    "--loss",
                    "2%",
                    "--rtt",
                    rtt,
                    "--detect-within",
                    "20s",
                    "--budget",
                    "1KiB",
                    "--no-verify",
                    "--json");
            Path file = Files.writeString(
                    folder.resolve("plan.yaml"), json().get("yaml").asText());
            Settings settings = Settings.of(
                    Optional.of(file),
                    Map.of(),
                    Map.of(Setting.CLUSTER, List.of("orders"), Setting.SECURITY, List.of("insecure")));
            AgentConfig config = AgentConfig.from(settings);
            assertThat(config.profile()).isEqualTo(rtt.equals("1ms") ? "lan" : "wan");
            assertThat(settings.duration(Setting.PERIOD)).isPresent();
            assertThat(settings.number(Setting.FANOUT)).isPresent();
        }
    }

    @Test
    void prints_wish_settings_and_what_to_expect() throws IOException {
        assertThat(hearsay(
                        "lab",
                        "plan",
                        "--nodes",
                        "300",
                        "--loss",
                        "2%",
                        "--rtt",
                        "1ms",
                        "--detect-within",
                        "3s",
                        "--no-verify",
                        "--json"))
                .as(err.toString())
                .isZero();
        assertThat(names(json())).containsExactly("wish", "settings", "yaml", "expected", "notPossible");
        assertThat(json().at("/settings/membership.period").asText()).isEqualTo("360ms");
        assertThat(names(json().get("expected")))
                .containsExactly(
                        "hopsToAll",
                        "secondsToAll",
                        "reachesAll",
                        "killedFirstSeconds",
                        "killedAllSeconds",
                        "frozenFirstSeconds",
                        "frozenAllSeconds",
                        "falseDeathsPerNodeDayAtMost",
                        "restBytesPerNodeSecond",
                        "bytesPerNodeEvent");
    }

    @Test
    void in_words_there_is_a_plan_and_its_simulation() {
        assertThat(hearsay("lab", "plan", "--nodes", "5", "--jobs", "2"))
                .as(out.toString())
                .isZero();
        assertThat(out.toString())
                .contains("profile: lan", "membership:", "frozen, known to all", "simulated: 5 full nodes", "agree");
    }

    @Test
    void a_wish_that_cannot_be_had_is_a_negative_answer() {
        assertThat(hearsay("lab", "plan", "--nodes", "50", "--detect-within", "10ms", "--no-verify"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("NOT POSSIBLE: --detect-within 10ms", "nearest:", "binding: round trips");
    }

    @Test
    void values_that_are_none_are_wrong_usage() {
        String[][] wrong = {
            {"--nodes", "2", "--nodes must be 3..100000, was 2"},
            {"--loss", "90%", "--loss must be 0..0.5"},
            {"--rtt", "soon", "--rtt must be"},
            {"--detect-within", "3", "--detect-within must be"},
            {"--deliver-within", "never", "--deliver-within must be"},
            {"--reliability", "1.5", "--reliability must be"},
            {"--budget", "12", "--budget must be a size"},
            {"--jobs", "0", "--jobs must be 1..1024, was 0"},
        };
        for (String[] each : wrong) {
            err.getBuffer().setLength(0);
            List<String> words = new ArrayList<>(List.of("lab", "plan", "--no-verify", each[0], each[1]));
            if (!each[0].equals("--nodes")) words.addAll(List.of("--nodes", "50"));
            assertThat(hearsay(words.toArray(String[]::new))).as(each[0]).isEqualTo(2);
            assertThat(err.toString()).contains(each[2]);
        }
    }

    @Test
    void a_bench_sets_real_nodes_beside_their_plan() throws IOException {
        int code =
                hearsay("bench", "plan", "--nodes", "4", "--events", "3", "--kills", "1", "--freezes", "0", "--json");
        assertThat(code).isBetween(0, 1); // whether they agree is for quiet machines
        assertThat(json().get("comparisons")).hasSize(3);
        assertThat(json().at("/machine/secondsPerDatagram").asDouble()).isNotNegative();
        assertThat(json().get("definitions").get("killed").asText()).contains("without a word");
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
