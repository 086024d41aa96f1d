package io.hearsay.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.hearsay.cluster.Cluster;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a cluster costs in which nothing happens: bytes, CPU, memory. */
final class Quiet {
    private static final Duration REST = Duration.ofSeconds(8);
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration STEADY = Duration.ofSeconds(60);
    private static final Duration TURN = Duration.ofMillis(50);
    private static final int TURNS_PER_LOOK = 20;
    private static final double KIB = 1024;

    private final BenchCluster cluster;
    private final SentBytes sent;
    private final long heapBefore;
    private final long directBefore;

    /** Made before the cluster grows, so that what the JVM itself takes is known. */
    Quiet(BenchCluster cluster, SentBytes sent) {
        this.cluster = cluster;
        this.sent = sent;
        heapBefore = heap();
        directBefore = direct();
    }

    /** Bytes and CPU over ten seconds, eight seconds after the last change; then the memory. */
    void measure(Map<String, Object> report) throws IOException {
        BenchCluster.pause(REST);
        int nodes = cluster.nodes().size();
        long bytes = sent.bytes();
        long cpu = cpuNanos();
        long start = System.nanoTime();
        BenchCluster.pause(WINDOW);
        double seconds = (System.nanoTime() - start) / 1e9;
        report.put("idleBytesPerNodePerSecond", (sent.bytes() - bytes) / seconds / nodes);
        report.put("idleCpuPercentPerNode", 100 * (cpuNanos() - cpu) / 1e9 / seconds / nodes);
        report.put("heapKiBPerNode", (heap() - heapBefore) / KIB / nodes);
        report.put("directKiBPerNode", (direct() - directBefore) / KIB / nodes);
    }

    /** A minute in which every view has to hold everybody alive. */
    void steady(Map<String, Object> report) {
        int nodes = cluster.nodes().size();
        long end = System.nanoTime() + STEADY.toNanos();
        long looks = 0;
        long flaws = 0;
        List<Double> turns = new ArrayList<>();
        while (System.nanoTime() - end < 0) {
            looks++;
            for (Cluster node : cluster.nodes()) if (BenchCluster.alive(node) != nodes) flaws++;
            for (int i = 0; i < TURNS_PER_LOOK; i++) {
                BenchCluster.pause(TURN);
                turns.add(turnMillis(cluster.nodes().get(turns.size() % nodes)));
            }
        }
        report.put("steadyLooks", looks);
        report.put("steadyViewsWithFlaws", flaws);
        report.put(
                "loopDelayP99Millis",
                Figures.percentile(
                        turns.stream().mapToDouble(Double::doubleValue).toArray(), 0.99));
        report.put("threads", (long) ManagementFactory.getThreadMXBean().getThreadCount());
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)
            report.put("fileHandles", unix.getOpenFileDescriptorCount());
    }

    /** How long a question to the node's own thread takes, there and back. */
    private static double turnMillis(Cluster node) {
        long start = System.nanoTime();
        node.stats();
        return (System.nanoTime() - start) / 1e6;
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long direct() {
        long pools = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return Math.max(pools, PlatformDependent.usedDirectMemory());
    }
}
