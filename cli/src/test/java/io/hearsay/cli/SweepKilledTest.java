package io.hearsay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes and a real kill -9. */
class SweepKilledTest {
    private static final Pattern SOME_DONE = Pattern.compile("] [1-9]\\d*/12");

    @TempDir
    private Path folder;

    private Process sweep(Path out, Path table) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(Arrays.asList("lab sweep spread --vary loss=0..0.55:+0.05 --nodes 256 --runs 10".split(" ")));
        command.addAll(List.of("--out", out.toString()));
        return new ProcessBuilder(command).redirectOutput(table.toFile()).start();
    }

    @Test
    void a_sweep_killed_in_the_middle_goes_on_and_comes_to_the_same_table() throws Exception {
        Path killed = folder.resolve("killed");
        Process first = sweep(killed, folder.resolve("none"));
        readUntil(first, SOME_DONE);
        first.destroyForcibly().waitFor();
        long kept = cells(killed);
        assertThat(kept).isPositive();

        Process second = sweep(killed, folder.resolve("again"));
        String bars = readUntil(second, Pattern.compile("] 12/12"));
        assertThat(second.waitFor()).isZero();
        assertThat(bars).as("the first bar").containsPattern("^\\r\\[[#.]+] " + kept + "/12");

        Process through = sweep(folder.resolve("through"), folder.resolve("table"));
        readUntil(through, Pattern.compile("] 12/12"));
        assertThat(through.waitFor()).isZero();
        assertThat(folder.resolve("again")).hasSameTextualContentAs(folder.resolve("table"));
    }

    /** What the process says on stderr, until this is in it; all of it if it never is. */
    private static String readUntil(Process process, Pattern words) throws IOException {
        StringBuilder read = new StringBuilder();
        Reader err = process.errorReader(StandardCharsets.UTF_8);
        while (!words.matcher(read).find()) {
            int sign = err.read();
            if (sign < 0) break;
            read.append((char) sign);
        }
        return read.toString();
    }

    private static long cells(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("cell-"))
                    .count();
        }
    }
}
