package io.hearsay.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Kills a node at random while it starts or writes, starts it again, and looks for what it had acknowledged. */
final class KillsBench {
    private static final int START_SECONDS = 60;
    private static final int WRITE_MILLIS = 300;
    private static final int START_MILLIS = 1_000;
    private static final int ONE_IN_START = 8;

    private final Path directory;
    private final SplittableRandom random;
    private final long[] acknowledged = new long[KillsBenchVictim.KEYS];
    private long stored;
    private int killedAtStart;
    private int lost;
    private int failed;

    private KillsBench(Path directory, long seed) {
        this.directory = directory;
        random = new SplittableRandom(seed);
    }

    /**
     * Kills so many times, and looks once more at the end.
     *
     * @throws NegativeAnswerException if a start fails
     */
    static Map<String, Object> run(Path directory, int times, long seed) throws IOException, InterruptedException {
        KillsBench bench = new KillsBench(directory, seed);
        for (int kill = 1; kill <= times; kill++) bench.kill(kill, bench.random.nextInt(ONE_IN_START) == 0);
        bench.kill(times + 1, false);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("kills", times);
        report.put("killsWhileStarting", bench.killedAtStart);
        report.put("acknowledged", bench.stored);
        report.put("lost", bench.lost);
        report.put("refused", bench.failed);
        report.put("seed", seed);
        report.put(
                "definition",
                "one node, no other to heal it, with a store in RocksDB, store.sync: sync and maps.durability: sync, puts"
                        + " numbers under " + KillsBenchVictim.KEYS
                        + " keys in turn, 64 in flight. It is killed (SIGKILL) up to " + WRITE_MILLIS
                        + " ms after its first acknowledged put, one time in " + ONE_IN_START + " up to " + START_MILLIS
                        + " ms after its process began, and started again in the same directory, where each key must hold"
                        + " the last acknowledged number or a later one: lost counts those that do not, refused the puts"
                        + " that failed. A start that takes more than " + START_SECONDS + " s ends this with an error");
        return report;
    }

    private void kill(int time, boolean isAtStart) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(victim())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        CompletableFuture<Void> writes = new CompletableFuture<>();
        CompletableFuture<Void> read = CompletableFuture.runAsync(() -> read(process, writes));
        try {
            if (isAtStart) killedAtStart++;
            else writes.get(START_SECONDS, TimeUnit.SECONDS);
            if (process.waitFor(random.nextInt(isAtStart ? START_MILLIS : WRITE_MILLIS), TimeUnit.MILLISECONDS))
                throw new NegativeAnswerException("the node ended by itself after start number " + time);
            process.toHandle().destroyForcibly(); // Process would close its pipe, which still holds what was said
            read.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new NegativeAnswerException("start number " + time + " failed (" + e + ")");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private List<String> victim() {
        List<String> command =
                ThisProgram.command(KillsBenchVictim.class, "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        command.add(directory.toString());
        return command;
    }

    private void read(Process process, CompletableFuture<Void> writes) {
        try {
            BufferedReader lines = process.inputReader();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) take(line, writes);
            writes.completeExceptionally(new IOException("it ended before it had stored anything"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(String line, CompletableFuture<Void> writes) {
        String[] words = line.split(" ", -1);
        if (words.length != 3) return;
        int key = Integer.parseInt(words[1]);
        long number = Long.parseLong(words[2]);
        if (words[0].equals("failed")) failed++;
        if (words[0].equals("found") && number < acknowledged[key]) lost++;
        if (!words[0].equals("stored") || number % KillsBenchVictim.KEYS != key) return; // else cut by the kill
        stored++;
        writes.complete(null);
        acknowledged[key] = Math.max(acknowledged[key], number);
    }
}
