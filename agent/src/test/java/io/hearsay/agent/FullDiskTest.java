package io.hearsay.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that is really full: one of memory, that only the process under test sees, and that goes with it. */
@Timeout(180)
class FullDiskTest {
    /** RocksDB's native library takes 15 MB of it, its logs and tables some more. */
    private static final String MOUNT = "mount -t tmpfs -o size=64m hearsay \"$0\"";

    private static final List<String> AS_ROOT = List.of("unshare", "--mount");
    private static final List<String> AS_ANYBODY = List.of("unshare", "--user", "--map-root-user", "--mount");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"rocksdb", "file"})
    void reads_go_on_writes_fail_at_the_call_and_succeed_again_when_there_is_room(String store) throws Exception {
        for (List<String> how : List.of(AS_ROOT, AS_ANYBODY))
            if (run(how, MOUNT, List.of()).code == 0) {
                Ended ended = run(how, MOUNT + " && exec \"$@\"", child(store));
                assertThat(ended.code).as(ended.said).isZero();
                assertThat(ended.said)
                        .contains("written here and spread, but not stored: ")
                        .containsIgnoringCase("no space left on device")
                        .contains("read: before")
                        .contains("writes again")
                        .contains("kept: true true");
                return;
            }
        System.out.println("SKIPPED-TOOL: no small disk can be mounted here (unshare, mount -t tmpfs)");
    }

    private List<String> child(String store) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FullDisk.class.getName(),
                directory.toString(),
                store);
    }

    private record Ended(int code, String said) {}

    /** Where there is no such program, it has failed. */
    private Ended run(List<String> how, String script, List<String> arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(how);
        command.addAll(List.of("sh", "-c", script, directory.toString()));
        command.addAll(arguments);
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C"); // in which the system says what is wrong
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(said).isTrue();
                return new Ended(process.exitValue(), said);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return new Ended(-1, String.valueOf(e.getMessage()));
        }
    }
}
