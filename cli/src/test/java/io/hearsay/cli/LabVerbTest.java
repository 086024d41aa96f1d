package io.hearsay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearsay.lab.experiment.Experiment;
import io.hearsay.lab.experiment.Experiments;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LabVerbTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int hearsay(String... args) {
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(args);
    }

    @Test
    void each_experiment_prints_its_json() throws IOException {
        for (Experiment each : Experiments.all()) {
            out.getBuffer().setLength(0);
            String nodes = Integer.toString(Math.min(49, each.usualNodes()));
            assertThat(hearsay("lab", each.name(), "--nodes", nodes, "--runs", "3", "--json"))
                    .as(each.name() + err)
                    .isZero();
            JsonNode json = new ObjectMapper().readTree(out.toString());
            List<String> fields = new ArrayList<>();
            json.fieldNames().forEachRemaining(fields::add);
            assertThat(fields)
                    .containsExactly(
                            "experiment",
                            "parameters",
                            "seed",
                            "runs",
                            "results",
                            "theory",
                            "wallSeconds",
                            "messagesPerSecond");
            assertThat(json.get("results").elements().next().fieldNames())
                    .toIterable()
                    .containsExactly("mean", "sd", "ci95", "min", "p50", "p90", "p99", "max");
        }
    }

    @Test
    void flags_of_an_experiment_are_read() throws IOException {
        assertThat(hearsay("lab", "rumor", "--nodes", "32", "--runs", "2", "--k", "3", "--no-reset", "--json"))
                .isZero();
        JsonNode parameters = new ObjectMapper().readTree(out.toString()).get("parameters");
        assertThat(parameters.get("k").asText()).isEqualTo("3");
        assertThat(parameters.get("reset").asText()).isEqualTo("false");
        assertThat(parameters.get("minimise").asText()).isEqualTo("false");
    }

    @Test
    void files_are_written() throws IOException {
        Path csv = folder.resolve("runs.csv");
        Path html = folder.resolve("report.html");
        assertThat(hearsay(
                        "lab",
                        "spread",
                        "--nodes",
                        "32",
                        "--runs",
                        "5",
                        "--csv",
                        csv.toString(),
                        "--html",
                        html.toString()))
                .isZero();
        assertThat(Files.readAllLines(csv)).hasSize(6);
        assertThat(html).content().contains("Chart.js").contains("./hearsay lab spread --nodes 32");
        assertThat(out.toString()).contains("rounds", "theory");
    }

    @Test
    void wrong_usage_is_said_in_words() {
        refused("k must be", "lab", "rumor", "--k", "0");
        refused("--loss must be", "lab", "spread", "--loss", "1.0");
        refused("gossip takes two", "lab", "spread", "--nodes", "1");
        refused("alchemy", "lab", "alchemy");
        refused("an experiment is missing", "lab");
        refused("GiB of heap", "lab", "rumor", "--nodes", "2000000000");
        refused(
                "at most 10,000 cells",
                "lab",
                "sweep",
                "spread",
                "--vary",
                "nodes=2..2000:+1",
                "--vary",
                "loss=0..0.9:+0.001");
        refused("there is no experiment alchemy", "lab", "sweep", "alchemy", "--vary", "nodes=2,4");
        refused("nodes must be 2", "lab", "model", "--nodes", "1");
        refused("--effort must be", "lab", "papers", "--effort", "0");
    }

    private void refused(String words, String... args) {
        err.getBuffer().setLength(0);
        assertThat(hearsay(args)).as(String.join(" ", args)).isEqualTo(2);
        assertThat(err.toString()).contains(words).doesNotContain("Exception", "this is a bug");
    }

    @Test
    void a_sweep_prints_its_table_and_shows_progress() {
        assertThat(hearsay("lab", "sweep", "spread", "--vary", "nodes=16,32", "--runs", "2", "--set", "exchange=push"))
                .isZero();
        assertThat(out.toString().lines()).hasSize(3);
        assertThat(out.toString()).startsWith("nodes,rounds,rounds.ci95");
        assertThat(err.toString()).contains("2/2");
    }

    @Test
    void the_model_reaches_everybody() {
        assertThat(hearsay("lab", "model", "--nodes", "10000")).isZero();
        assertThat(out.toString()).contains("10,000 nodes").contains("residue 0");
    }
}
