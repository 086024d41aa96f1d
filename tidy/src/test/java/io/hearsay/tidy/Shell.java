package io.hearsay.tidy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs scripts in the repository's root, with a bound; what they leave running is ended. */
final class Shell {
    /** A first run of the launcher builds the product too. */
    private static final int BOUND_SECONDS = 180;

    private Shell() {}

    /** How a script ended; -1 stands for not within the bound. */
    record Ended(int exitCode, String stdout, String stderr) {}

    /** Runs a script on the Java of this test, unless the environment names another. */
    static Ended run(Path scratch, Map<String, String> environment, String script)
            throws IOException, InterruptedException {
        File stdout = Files.createTempFile(scratch, "out", ".txt").toFile();
        File stderr = Files.createTempFile(scratch, "err", ".txt").toFile();
        String guarded = "trap 'kill $(jobs -p) 2>/dev/null || :; wait' EXIT\n" + script + "\n";
        ProcessBuilder shell = new ProcessBuilder("sh", "-e", "-c", guarded)
                .directory(Repository.root().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(stdout)
                .redirectError(stderr);
        shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
        shell.environment().putAll(environment);
        Process process = shell.start();
        boolean ended = process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS);
        List<ProcessHandle> left = process.descendants().toList();
        process.destroyForcibly();
        left.forEach(ProcessHandle::destroyForcibly);
        return new Ended(
                ended ? process.exitValue() : -1, Files.readString(stdout.toPath()), Files.readString(stderr.toPath()));
    }
}
