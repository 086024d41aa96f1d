package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One process may salt what two do not share: so each hash comes from a JVM of its own. */
class SameSeedTest {
    private static final Path JDKS = Path.of("/usr/lib/jvm");

    @Test
    void same_seed_same_trace_in_two_jvms() throws Exception {
        Path ours = Path.of(System.getProperty("java.home"));

        assertThat(hash(ours, 81823)).isEqualTo(hash(ours, 81823)).isEqualTo(SameSeed.hash(81823));
        assertThat(hash(ours, 81824)).isNotEqualTo(SameSeed.hash(81823));
    }

    @Test
    void same_seed_same_trace_on_the_newest_jdk() throws Exception {
        List<Path> newer = jdks();
        if (newer.isEmpty()) System.out.println("SKIPPED-TOOL: no JDK 25 under " + JDKS);
        for (Path jdk : newer) assertThat(hash(jdk, 81823)).isEqualTo(SameSeed.hash(81823));
    }

    private static List<Path> jdks() throws IOException {
        if (!Files.isDirectory(JDKS)) return List.of();
        try (Stream<Path> all = Files.list(JDKS)) {
            return all.filter(jdk -> jdk.getFileName().toString().contains("25"))
                    .filter(jdk -> Files.isExecutable(jdk.resolve("bin/java")))
                    .toList();
        }
    }

    private static String hash(Path jdk, long seed) throws IOException, InterruptedException {
        Process java = new ProcessBuilder(
                        jdk.resolve("bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SameSeed.class.getName(),
                        Long.toString(seed))
                .redirectErrorStream(true)
                .start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(output).isZero();
        return output.strip() + " ";
    }
}
