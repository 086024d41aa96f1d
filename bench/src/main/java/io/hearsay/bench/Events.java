package io.hearsay.bench;

import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.Topic;
import io.hearsay.cluster.TopicMessage;
import io.hearsay.dissemination.rumor.RumorStats;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

/** How fast events reach everybody, at what cost, and how many of them a second. */
final class Events {
    private static final int PAYLOAD_BYTES = 100;
    private static final int WARM_UP = 10;
    private static final int MEASURED = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BURST = Duration.ofSeconds(5);
    private static final int MAX_UNANSWERED = 512;
    private static final double NANOS_PER_MILLI = 1e6;

    private final BenchCluster cluster;

    Events(BenchCluster cluster) {
        this.cluster = cluster;
    }

    /** One event after the other, each when all have the one before. */
    void single(Map<String, Object> report) {
        int nodes = cluster.nodes().size();
        AtomicInteger delivered = new AtomicInteger();
        long[] arrivals = new long[nodes];
        for (int i = 0; i < nodes; i++) {
            int place = i;
            cluster.nodes().get(i).topic("single").subscribe(message -> {
                arrivals[place] = System.nanoTime();
                delivered.incrementAndGet();
            });
        }
        List<Double> deliveries = new ArrayList<>();
        List<Double> lasts = new ArrayList<>();
        long copies = 0;
        long most = 0;
        for (int event = 0; event < WARM_UP + MEASURED; event++) {
            long[] before = copiesSent();
            delivered.set(0);
            long start = System.nanoTime();
            publish(cluster.nodes().get(event % nodes).topic("single"), event);
            BenchCluster.await(PATIENCE, "all have event " + event, () -> delivered.get() >= nodes);
            if (event < WARM_UP) continue;
            double last = 0;
            for (long arrival : arrivals) {
                double millis = (arrival - start) / NANOS_PER_MILLI;
                deliveries.add(millis);
                last = Math.max(last, millis);
            }
            lasts.add(last);
            BenchCluster.pause(Duration.ofMillis(200)); // copies are still being sent
            long[] after = copiesSent();
            for (int i = 0; i < nodes; i++) {
                copies += after[i] - before[i];
                most = Math.max(most, after[i] - before[i]);
            }
        }
        double[] all = deliveries.stream().mapToDouble(Double::doubleValue).toArray();
        report.put("eventP50Millis", Figures.percentile(all, 0.5));
        report.put("eventP99Millis", Figures.percentile(all, 0.99));
        report.put("eventAllP50Millis", Figures.median(lasts));
        report.put("eventAllMaxMillis", Figures.max(lasts));
        report.put("copiesPerDelivery", (double) copies / MEASURED / (nodes - 1));
        report.put("maxCopiesSentByOneNode", most);
    }

    /** As many as the publisher can get rid of, after some that nobody counts. */
    void sustained(Map<String, Object> report, Duration warmUp) {
        if (!warmUp.isZero()) hasAll(tallies("warm-up"), publishFor(warmUp, "warm-up"));
        List<Tally> tallies = tallies("sustained");
        long[] before = copiesSent();
        long start = System.nanoTime();
        int published = publishFor(BURST, "sustained");
        double seconds = (System.nanoTime() - start) / 1e9;
        boolean complete = hasAll(tallies, published);
        int fewest = tallies.stream().mapToInt(Tally::distinct).min().orElse(0);
        report.put("eventsPerSecond", complete ? published / seconds : 0.0);
        report.put("eventsPublished", published);
        report.put("eventsFewestHeard", fewest);
        report.put(
                "eventsHeardTwice",
                tallies.stream().mapToLong(tally -> tally.twice.get()).sum());
        copies(report, before, Math.max(1, published));
        report.put("eventsMissing", sum(RumorStats::missing));
        report.put("eventsGivenUp", sum(RumorStats::givenUp));
        report.put(
                "eventsMissedByListeners",
                tallies.stream().mapToLong(tally -> tally.missed.get()).sum());
    }

    private List<Tally> tallies(String topic) {
        List<Tally> tallies = new ArrayList<>();
        for (Cluster node : cluster.nodes()) {
            Tally tally = new Tally();
            node.topic(topic).subscribe(tally::count, missed -> tally.missed.addAndGet(missed));
            tallies.add(tally);
        }
        return tallies;
    }

    private static boolean hasAll(List<Tally> tallies, int published) {
        try {
            BenchCluster.await(
                    BURST, "all have all", () -> tallies.stream().allMatch(tally -> tally.distinct() >= published));
            return true;
        } catch (IllegalStateException late) {
            return false;
        }
    }

    private void copies(Map<String, Object> report, long[] before, int events) {
        long[] after = copiesSent();
        long all = 0;
        long most = 0;
        for (int i = 0; i < after.length; i++) {
            all += after[i] - before[i];
            most = Math.max(most, after[i] - before[i]);
        }
        report.put("sustainedCopiesPerDelivery", (double) all / events / (after.length - 1));
        report.put("sustainedCopiesSentByOneNode", (double) most / events);
    }

    private long sum(ToLongFunction<RumorStats> figure) {
        return cluster.nodes().stream()
                .mapToLong(node -> figure.applyAsLong(node.stats().rumors()))
                .sum();
    }

    private int publishFor(Duration duration, String topicName) {
        Topic topic = cluster.nodes().get(0).topic(topicName);
        long end = System.nanoTime() + duration.toNanos();
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger unanswered = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        int number = 0;
        while (System.nanoTime() - end < 0) {
            if (unanswered.get() >= MAX_UNANSWERED || refused.getAndSet(0) > 0) {
                BenchCluster.pause(Duration.ofMillis(1));
                continue;
            }
            int event = number;
            number++;
            unanswered.incrementAndGet();
            topic.publish(payload(event)).whenComplete((done, problem) -> {
                unanswered.decrementAndGet();
                if (problem == null) accepted.incrementAndGet();
                else refused.incrementAndGet();
            });
        }
        BenchCluster.await(PATIENCE, "all are answered", () -> unanswered.get() == 0);
        return accepted.get();
    }

    private static void publish(Topic topic, int number) {
        try {
            topic.publish(payload(number)).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new IllegalStateException("event " + number + " was refused", e);
        }
    }

    private static byte[] payload(int number) {
        return ByteBuffer.allocate(PAYLOAD_BYTES).putInt(number).array();
    }

    private long[] copiesSent() {
        return cluster.nodes().stream()
                .mapToLong(node -> node.stats().rumors().copiesSent())
                .toArray();
    }

    /** What one listener has heard. */
    private static final class Tally {
        private final BitSet heard = new BitSet();
        private final AtomicInteger count = new AtomicInteger();
        private final AtomicLong twice = new AtomicLong();
        private final AtomicLong missed = new AtomicLong();

        /** Called by one thread at a time. */
        void count(TopicMessage message) {
            int number = ByteBuffer.wrap(message.payload()).getInt();
            if (heard.get(number)) {
                twice.incrementAndGet();
            } else {
                heard.set(number);
                count.incrementAndGet();
            }
        }

        int distinct() {
            return count.get();
        }
    }
}
