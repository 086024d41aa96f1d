package io.hearsay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimRunTest {
    private static final Path SCENARIOS = Path.of("src/main/resources/scenarios");

    static List<String> shipped() {
        return Shipped.names();
    }

    @ParameterizedTest
    @MethodSource
    void shipped(String name) {
        for (long seed = 1; seed <= 3; seed++) {
            SimResult result = SimRun.run(Path.of(name), seed, OptionalInt.empty());
            assertThat(result.outcome().violations()).as(result.replay()).isEmpty();
        }
    }

    @Test
    void the_index_names_all_scenarios() throws IOException {
        try (Stream<Path> files = Files.walk(SCENARIOS)) {
            assertThat(files.filter(file -> file.toString().endsWith(".yaml"))
                            .map(file -> SCENARIOS.relativize(file).toString())
                            .sorted())
                    .isEqualTo(Shipped.names());
        }
    }

    @Test
    void a_violation_comes_with_its_time_its_place_and_the_line_that_repeats_it(@TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("split.yaml");
        Files.writeString(file, """
                name: split
                nodes: 4
                steps:
                  - at: 5s
                    partition: [n1]
                  - at: 20s
                    expect: one view
                    within: 1s
                end: 30s
                """);
        SimResult result = SimRun.run(file, 42, OptionalInt.of(5));

        assertThat(result.isGood()).isFalse();
        assertThat(result.replay()).isEqualTo("./hearsay sim run " + file + " --seed 42 --nodes 5");
        JsonNode json = new ObjectMapper().readTree(result.json());
        assertThat(json.properties().stream().map(java.util.Map.Entry::getKey))
                .containsExactly(
                        "scenario", "seed", "nodes", "virtualSeconds", "messages", "events", "violations", "traceHash");
        assertThat(json.get("nodes").asInt()).isEqualTo(5);
        assertThat(json.get("virtualSeconds").asDouble()).isEqualTo(30);
        JsonNode violation = json.get("violations").get(0);
        assertThat(violation.get("virtualSeconds").asDouble()).isEqualTo(21);
        assertThat(violation.get("invariant").asText()).isEqualTo("expect one view");
        assertThat(violation.get("explanation").asText()).startsWith("n1 sees alive ");
        assertThat(violation.get("replay").asText()).isEqualTo(result.replay());
    }
}
