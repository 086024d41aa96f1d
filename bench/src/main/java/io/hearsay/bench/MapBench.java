package io.hearsay.bench;

import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.SharedMap;
import io.hearsay.cluster.Subscription;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Measures replicated maps of real nodes on loopback, all in this JVM: reading and writing at one member, how soon all
 * members have a write, what an entry costs in the heap.
 *
 * <p>The report is one JSON object; {@code definition} in it says how each figure was taken. No figure is judged here.
 */
public final class MapBench {
    private static final int IN_FLIGHT = 256;
    private static final int WRITES_PER_SECOND = 100;
    private static final int WRITES = 2_000;
    private static final int READS = 5_000_000;
    private static final int VALUE_BYTES = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final int entries;
    private final int nodes;
    private final Map<String, Object> report = new LinkedHashMap<>();

    private MapBench(int entries, int nodes) {
        this.entries = entries;
        this.nodes = nodes;
    }

    /**
     * Measures, and answers the figures as JSON.
     *
     * @param entries that one member holds while it is measured, 1,000..1,000,000
     * @param nodes that hear each write, the writer among them, 2..64
     */
    public static String run(int entries, int nodes) {
        if (entries < 1_000 || entries > 1_000_000)
            throw new IllegalArgumentException("entries must be 1000..1000000, was " + entries);
        if (nodes < 2 || nodes > 64) throw new IllegalArgumentException("nodes must be 2..64, was " + nodes);
        return new MapBench(entries, nodes).measure();
    }

    private String measure() {
        report.put("entries", entries);
        report.put("nodes", nodes);
        report.put("jdk", Runtime.version().toString());
        report.put("processors", Runtime.getRuntime().availableProcessors());
        local();
        spread();
        report.put(
                "definition",
                "one member, keys and values of " + VALUE_BYTES + " bytes: putsPerSecond while it is filled, "
                        + IN_FLIGHT + " puts in flight from one thread; heapBytesPerEntry after a collection, less what"
                        + " was used before; getsPerSecond of " + READS
                        + " random keys by one thread that has them at hand; updatesPerSecond"
                        + " as putsPerSecond, of keys that are there. Then " + nodes + " members, nothing stored: "
                        + WRITES + " puts by one of them, " + WRITES_PER_SECOND
                        + " a second; seen is from the call until the watch at a member hears the value, the writer"
                        + " included, over all pairs of write and member; missed are pairs that no watch heard");
        return Json.write(report);
    }

    private static String key(int i) {
        return String.format("key-%012d", i);
    }

    // One member.

    private void local() {
        String[] keys = IntStream.range(0, entries).mapToObj(MapBench::key).toArray(String[]::new);
        try (BenchCluster cluster = new BenchCluster("bench-map", true)) {
            SharedMap map = cluster.add().map("bench");
            long before = usedBytes();
            report.put("putsPerSecond", puts(map, keys));
            report.put("heapBytesPerEntry", (usedBytes() - before) / entries);
            report.put("getsPerSecond", gets(map));
            report.put("updatesPerSecond", puts(map, keys));
        }
    }

    private double puts(SharedMap map, String[] keys) {
        Semaphore free = new Semaphore(IN_FLIGHT);
        AtomicReference<Throwable> problem = new AtomicReference<>();
        byte[] value = new byte[VALUE_BYTES];
        long begin = System.nanoTime();
        for (int i = 0; i < entries; i++) {
            free.acquireUninterruptibly();
            ByteBuffer.wrap(value).putLong(begin).putInt(i);
            map.put(keys[i], value).whenComplete((done, failure) -> {
                if (failure != null) problem.set(failure);
                free.release();
            });
        }
        free.acquireUninterruptibly(IN_FLIGHT);
        if (problem.get() != null) throw new IllegalStateException("a put failed", problem.get());
        return entries / seconds(begin);
    }

    private double gets(SharedMap map) {
        SplittableRandom random = new SplittableRandom(1);
        String[] keys =
                random.ints(READS / 4, 0, entries).mapToObj(MapBench::key).toArray(String[]::new);
        int found = 0;
        long begin = 0;
        for (int i = -READS / 4; i < READS; i++) { // the first quarter warms up
            if (i == 0) begin = System.nanoTime();
            if (map.get(keys[(i + keys.length) % keys.length]).isPresent()) found++;
        }
        double took = seconds(begin);
        if (found != READS + READS / 4) throw new IllegalStateException("not all keys were there");
        return READS / took;
    }

    // Many members.

    private void spread() {
        try (BenchCluster cluster = new BenchCluster("bench-map-spread", true)) {
            cluster.grow(nodes, PATIENCE);
            BenchCluster.pause(Duration.ofSeconds(3)); // joining has its echoes
            double[] seen = new double[nodes * WRITES];
            Arrays.fill(seen, Double.NaN);
            AtomicInteger heard = new AtomicInteger();
            long[] put = new long[WRITES];
            Subscription[] watches = new Subscription[nodes];
            for (int n = 0; n < nodes; n++) watches[n] = watch(cluster.nodes().get(n), n, put, seen, heard);
            write(cluster.nodes().get(0).map("bench"), put);
            BenchCluster.pause(Duration.ofSeconds(15)); // a round of reconciling, for what was missed
            for (Subscription watch : watches) watch.close();
            report(seen, heard.get());
        }
    }

    private static Subscription watch(Cluster node, int n, long[] put, double[] seen, AtomicInteger heard) {
        return node.map("bench")
                .watch(
                        "key-",
                        change -> {
                            int i = Integer.parseInt(change.key().substring("key-".length()));
                            double millis = (System.nanoTime() - put[i]) / 1e6;
                            if (Double.isNaN(seen[n * WRITES + i])) heard.incrementAndGet();
                            seen[n * WRITES + i] = millis;
                        },
                        missed -> {});
    }

    private static void write(SharedMap map, long[] put) {
        long begin = System.nanoTime();
        for (int i = 0; i < WRITES; i++) {
            long due = begin + i * 1_000_000_000L / WRITES_PER_SECOND;
            while (System.nanoTime() - due < 0) LockSupport.parkNanos(due - System.nanoTime());
            put[i] = System.nanoTime();
            map.put(key(i), new byte[VALUE_BYTES]).toCompletableFuture().join();
        }
    }

    private void report(double[] seen, int heard) {
        double[] known =
                Arrays.stream(seen).filter(millis -> !Double.isNaN(millis)).toArray();
        report.put("seenMillisP50", Figures.percentile(known, 0.5));
        report.put("seenMillisP99", Figures.percentile(known, 0.99));
        report.put("seenMillisMax", Figures.percentile(known, 1));
        report.put("missed", seen.length - heard);
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }
}
