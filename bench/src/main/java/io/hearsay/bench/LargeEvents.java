package io.hearsay.bench;

import io.hearsay.cluster.Cluster;
import io.hearsay.stack.LinkFaults.Rule;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What it takes to bring a mebibyte to everybody, while 2 % of all datagrams are lost. */
final class LargeEvents {
    private static final int BYTES = 1 << 20;
    private static final double LOSS = 0.02;
    private static final int WARM_UP = 2;
    private static final int MEASURED = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration AFTER_EVENT = Duration.ofSeconds(1);

    private final BenchCluster cluster;
    private final SentBytes sent;

    LargeEvents(BenchCluster cluster, SentBytes sent) {
        this.cluster = cluster;
        this.sent = sent;
    }

    void measure(Map<String, Object> report) throws IOException {
        int nodes = cluster.nodes().size();
        AtomicInteger heard = new AtomicInteger();
        for (Cluster node : cluster.nodes()) {
            node.faults(List.of(Rule.drop(null, null, LOSS)))
                    .toCompletableFuture()
                    .join();
            node.topic("large").subscribe(message -> heard.incrementAndGet());
        }
        List<Double> seconds = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int event = 0; event < WARM_UP + MEASURED; event++) {
            heard.set(0);
            long before = sent.bytes();
            long start = System.nanoTime();
            cluster.nodes()
                    .get(event % nodes)
                    .topic("large")
                    .publish(new byte[BYTES])
                    .toCompletableFuture()
                    .join();
            BenchCluster.await(PATIENCE, "all have the mebibyte", () -> heard.get() >= nodes);
            double took = (System.nanoTime() - start) / 1e9;
            BenchCluster.pause(AFTER_EVENT); // copies and announcements are still being sent
            if (event < WARM_UP) continue;
            seconds.add(took);
            ratios.add((double) (sent.bytes() - before) / nodes / BYTES);
        }
        for (Cluster node : cluster.nodes())
            node.faults(List.of()).toCompletableFuture().join();
        report.put("largeSeconds", Figures.median(seconds));
        report.put("largeBytesPerNodeAndByte", Figures.median(ratios));
        report.put("largeBytesPerNodeAndByteMost", Figures.max(ratios));
    }
}
