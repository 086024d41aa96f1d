package io.hearsay.agent;

import io.hearsay.agent.api.Json;
import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.ClusterStats;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What every agent answers, so that an operator can compare members at one glance.
 *
 * <ul>
 *   <li>{@code echo}: the payload; how long the way to each member and back takes
 *   <li>{@code info}: version, process, JVM
 *   <li>{@code load}: processors, load average, heap, threads
 *   <li>{@code clock}: the wall clock; whose is wrong
 *   <li>{@code view}: how many members it sees, and the digest of its view; who sees another cluster than the others
 * </ul>
 */
final class StandardQueries {
    private static final double MEBIBYTE = 1 << 20;

    private final Cluster cluster;
    private final Clock clock;
    private final String version;

    StandardQueries(Cluster cluster, Clock clock, String version) {
        this.cluster = cluster;
        this.clock = clock;
        this.version = version;
    }

    /** Answers from now on. */
    void register() {
        cluster.onQuery("echo", (from, payload) -> payload);
        answer("info", this::info);
        answer("load", StandardQueries::load);
        answer("clock", () -> Map.of("now", clock.instant().toString()));
        answer("view", this::view);
    }

    private void answer(String name, Supplier<Map<String, Object>> facts) {
        cluster.onQuery(name, (from, payload) -> Json.write(facts.get()));
    }

    private Map<String, Object> info() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("version", version);
        facts.put("pid", ProcessHandle.current().pid());
        facts.put("java", Runtime.version().toString());
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("upSeconds", ManagementFactory.getRuntimeMXBean().getUptime() / 1_000);
        return facts;
    }

    private static Map<String, Object> load() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        MemoryUsage heap = memory.getHeapMemoryUsage();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("load", rounded(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        facts.put("processors", Runtime.getRuntime().availableProcessors());
        facts.put("heapMiB", rounded(heap.getUsed() / MEBIBYTE));
        facts.put("heapMaxMiB", rounded(heap.getMax() / MEBIBYTE));
        facts.put("threads", ManagementFactory.getThreadMXBean().getThreadCount());
        return facts;
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private Map<String, Object> view() {
        ClusterStats stats = cluster.stats();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("alive", stats.alive());
        facts.put("suspect", stats.suspect());
        facts.put("dead", stats.dead());
        facts.put("digest", Long.toHexString(stats.viewDigest()));
        return facts;
    }
}
