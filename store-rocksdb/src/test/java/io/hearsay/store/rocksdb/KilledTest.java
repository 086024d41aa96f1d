package io.hearsay.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.node.Storage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KilledTest {
    private static final int KILLS = 4;

    @TempDir
    private Path directory;

    @Test
    @Timeout(120)
    void what_was_acknowledged_before_a_kill_is_there_and_groups_are_whole() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        for (int kill = 0; kill < KILLS; kill++) {
            long acknowledged = countUntilKilled(1 + random.nextInt(40));
            try (Storage storage = RocksDbStorage.factory(SyncLevel.SYNC).open(directory)) {
                long left = Counting.count(storage, "left");
                assertThat(left).isGreaterThanOrEqualTo(acknowledged);
                assertThat(Counting.count(storage, "right")).isEqualTo(left);
            }
        }
    }

    /** The last number that the process told, all that was in its pipe included. */
    private long countUntilKilled(int lines) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Counting.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long last = 0;
        try (BufferedReader out = process.inputReader()) {
            for (int i = 0; i < lines; i++) {
                String line = out.readLine();
                assertThat(line).as("a line of the child").isNotNull();
                last = Long.parseLong(line);
            }
            process.toHandle().destroyForcibly(); // Process would close its pipes, too
            for (String line = out.readLine(); line != null; line = out.readLine())
                if (!line.isEmpty()) last = Math.max(last, Long.parseLong(line)); // the last may be cut, and smaller
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        return last;
    }
}
