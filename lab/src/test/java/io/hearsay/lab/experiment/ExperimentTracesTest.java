package io.hearsay.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every experiment does the same, to the last event, in every JVM, on every JDK and with any number of jobs. */
class ExperimentTracesTest {
    private static final Path JDKS = Path.of("/usr/lib/jvm");

    /** Prints the traces of all experiments; its argument is how many jobs. */
    public static void main(String[] args) {
        System.out.print(traces(Integer.parseInt(args[0])));
    }

    private static String traces(int jobs) {
        StringBuilder lines = new StringBuilder();
        for (Experiment each : Experiments.all()) {
            Result result = Runner.run(each, new RunSpec(Math.min(49, each.usualNodes()), 6, 7, jobs), Map.of());
            lines.append(each.name())
                    .append(' ')
                    .append(Long.toHexString(result.traceHash()))
                    .append('\n');
        }
        return lines.toString();
    }

    @Test
    void traces_are_the_same_in_another_jvm_with_two_jobs() throws Exception {
        assertThat(traces(Path.of(System.getProperty("java.home")), 2)).isEqualTo(traces(1));
    }

    @Test
    void traces_are_the_same_on_the_newest_jdk() throws Exception {
        List<Path> newer = jdks();
        if (newer.isEmpty()) System.out.println("SKIPPED-TOOL: no JDK 25 under " + JDKS);
        for (Path jdk : newer) assertThat(traces(jdk, 2)).isEqualTo(traces(1));
    }

    private static List<Path> jdks() throws IOException {
        if (!Files.isDirectory(JDKS)) return List.of();
        try (Stream<Path> all = Files.list(JDKS)) {
            return all.filter(jdk -> jdk.getFileName().toString().contains("25"))
                    .filter(jdk -> Files.isExecutable(jdk.resolve("bin/java")))
                    .toList();
        }
    }

    private static String traces(Path jdk, int jobs) throws IOException, InterruptedException {
        Process java = new ProcessBuilder(
                        jdk.resolve("bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ExperimentTracesTest.class.getName(),
                        Integer.toString(jobs))
                .redirectErrorStream(true)
                .start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(output).isZero();
        return output;
    }
}
