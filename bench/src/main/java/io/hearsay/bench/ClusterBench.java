package io.hearsay.bench;

import io.hearsay.bench.BenchOptions.Part;
import io.hearsay.node.ClusterConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Measures a whole cluster of real nodes on loopback, in the {@code lan} profile: how fast it joins, notices deaths,
 * spreads events, and what it costs.
 *
 * <p>N members, all but the victim in one JVM. The report is one JSON object; {@code definitions} in it says how each
 * figure was taken. No figure is judged here.
 */
public final class ClusterBench {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String ISOLATED = "hearsay.bench.isolated";

    private final BenchOptions options;
    private final Map<String, Object> report = new LinkedHashMap<>();

    private ClusterBench(BenchOptions options) {
        this.options = options;
    }

    /** Runs the parts and answers their figures as JSON; with {@code isolated}, in a JVM of its own. */
    public static String run(BenchOptions options) {
        try {
            return options.isolated() && canIsolate() ? runIsolated(options) : new ClusterBench(options).measure();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs in this JVM: {@code nodes repetitions sealed tree warm-up part,part}; what is printed is the report. */
    public static void main(String[] args) throws IOException {
        BenchOptions options = BenchOptions.of(Integer.parseInt(args[0]))
                .withRepetitions(Integer.parseInt(args[1]))
                .withSealed(Boolean.parseBoolean(args[2]))
                .withTree(Boolean.parseBoolean(args[3]))
                .withWarmUp(Duration.parse(args[4]))
                .withParts(Arrays.stream(args[5].split(",", -1))
                        .map(part -> Part.valueOf(part.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toSet()));
        System.out.println(new ClusterBench(options).measure());
    }

    private String measure() throws IOException {
        report.put("nodes", options.nodes());
        report.put("repetitions", options.repetitions());
        report.put("sealed", options.sealed());
        report.put("isolated", isIsolated());
        report.put("warmUpSeconds", options.warmUp().toNanos() / 1e9);
        report.put("broadcast", options.tree() ? "tree" : "rumor");
        report.put("jdk", Runtime.version().toString());
        report.put("processors", Runtime.getRuntime().availableProcessors());
        long start = System.nanoTime();
        if (has(Part.JOIN)
                || has(Part.IDLE)
                || has(Part.EVENTS)
                || has(Part.THROUGHPUT)
                || has(Part.STEADY)
                || has(Part.LARGE)) whole();
        if (has(Part.FREEZE) || has(Part.KILL)) deaths();
        report.put("tookSeconds", seconds(start));
        report.put("definitions", Definitions.of(options, isIsolated()));
        return Json.write(report);
    }

    /** All members in this JVM. */
    private void whole() throws IOException {
        try (BenchCluster cluster = new BenchCluster("bench", options.sealed(), this::settings)) {
            SentBytes sent = new SentBytes(cluster, isIsolated());
            Quiet quiet = new Quiet(cluster, sent);
            long start = System.nanoTime();
            cluster.grow(options.nodes() - 1, PATIENCE);
            if (has(Part.JOIN)) join(cluster);
            else cluster.grow(options.nodes(), PATIENCE);
            report.put("startSeconds", seconds(start));
            if (has(Part.STEADY)) quiet.steady(report);
            if (has(Part.IDLE)) quiet.measure(report);
            if (has(Part.EVENTS)) new Events(cluster).single(report);
            if (has(Part.THROUGHPUT)) new Events(cluster).sustained(report, options.warmUp());
            if (has(Part.LARGE)) new LargeEvents(cluster, sent).measure(report);
        }
    }

    private ClusterConfig settings(String cluster) {
        ClusterConfig lan = ClusterConfig.lan(cluster);
        return options.tree() ? lan.withEventsAlongTree() : lan;
    }

    private void join(BenchCluster cluster) {
        List<Double> joins = new ArrayList<>();
        long start = System.nanoTime();
        cluster.add();
        cluster.awaitAlive(options.nodes(), PATIENCE);
        joins.add(seconds(start));
        report.put("joinSeconds", Figures.median(joins));
    }

    /** The victims in JVMs of their own, the others here. */
    private void deaths() throws IOException {
        try (BenchCluster cluster = new BenchCluster("bench-deaths", options.sealed(), this::settings)) {
            cluster.grow(options.nodes() - 1, PATIENCE);
            Deaths deaths = new Deaths(cluster, options);
            if (has(Part.KILL)) deaths.kill(report);
            if (has(Part.FREEZE)) deaths.freeze(report);
            report.put("falseDeaths", deaths.falseDeaths());
        }
    }

    private boolean has(Part part) {
        return options.parts().contains(part);
    }

    private static boolean isIsolated() {
        return Boolean.getBoolean(ISOLATED);
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }

    /** Whether this process may make a network namespace and bring its loopback device up. */
    private static boolean canIsolate() {
        try {
            return new ProcessBuilder("unshare", "-n", "ip", "link", "set", "lo", "up")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String runIsolated(BenchOptions options) throws IOException {
        Process process = new ProcessBuilder(isolatedCommand(options))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (out.isEmpty()) throw new IOException("the benchmark's process printed no report");
        return out.substring(out.lastIndexOf('\n') + 1);
    }

    private static List<String> isolatedCommand(BenchOptions options) {
        String parts = options.parts().stream().map(Part::name).collect(Collectors.joining(","));
        return List.of(
                "unshare",
                "-n",
                "sh",
                "-c",
                "ip link set lo up && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx4g",
                "-D" + ISOLATED + "=true",
                "-cp",
                System.getProperty("java.class.path"),
                ClusterBench.class.getName(),
                Integer.toString(options.nodes()),
                Integer.toString(options.repetitions()),
                Boolean.toString(options.sealed()),
                Boolean.toString(options.tree()),
                options.warmUp().toString(),
                parts);
    }
}
