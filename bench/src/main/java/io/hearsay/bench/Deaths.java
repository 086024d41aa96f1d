package io.hearsay.bench;

import io.hearsay.cluster.Cluster;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long members take to notice that one was killed or frozen: from the signal until the first view, and until the
 * last, holds it dead or not at all; a suspect still counts as held alive.
 *
 * <p>One victim at a time, except that large clusters have several frozen at once, half a second apart, where that is
 * at most a twentieth of the members.
 */
final class Deaths {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Watch links follow the ring at their leisure; a member that has just come is not watched yet. */
    private static final Duration REST = Duration.ofSeconds(5);

    private static final Duration STAGGER = Duration.ofMillis(500);
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int MEMBERS_PER_VICTIM = 20;

    private final BenchCluster cluster;
    private final BenchOptions options;
    private final AtomicLong falseDeaths = new AtomicLong();
    private int victims;

    /** From the signal to the first and to the last view, in seconds. */
    private record Detection(double first, double all) {}

    Deaths(BenchCluster cluster, BenchOptions options) {
        this.cluster = cluster;
        this.options = options;
        for (Cluster node : cluster.nodes()) node.onMember(this::countFalseDeaths);
    }

    /** Measures killed processes. */
    void kill(Map<String, Object> report) throws IOException {
        List<Detection> detections = new ArrayList<>();
        while (detections.size() < options.repetitions())
            detections.addAll(kill(atOnce(options.repetitions() - detections.size())));
        put(report, "detect", detections);
    }

    /** Measures frozen processes. */
    void freeze(Map<String, Object> report) throws IOException {
        List<Detection> detections = new ArrayList<>();
        while (detections.size() < options.repetitions())
            detections.addAll(freeze(atOnce(options.repetitions() - detections.size())));
        put(report, "frozen", detections);
        double min = detections.stream().mapToDouble(Detection::first).min().orElse(Double.NaN);
        report.put("frozenMinSeconds", min);
    }

    long falseDeaths() {
        return falseDeaths.get();
    }

    /** How many victims may be in the cluster together. */
    private int atOnce(int wanted) {
        return Math.max(1, Math.min(wanted, options.nodes() / MEMBERS_PER_VICTIM));
    }

    /** They join together and die one after the other, each when all know of the one before. */
    private List<Detection> kill(int count) throws IOException {
        List<Victim> alive = join(count);
        List<Detection> detections = new ArrayList<>();
        try {
            for (Victim victim : alive) detections.add(detect(victim, victim.signal("KILL")));
        } finally {
            for (Victim victim : alive) victim.close();
        }
        return detections;
    }

    private List<Detection> freeze(int count) throws IOException {
        List<Victim> frozen = join(count);
        try {
            List<Watch> watches = new ArrayList<>();
            for (Victim victim : frozen) {
                watches.add(new Watch(victim.name(), victim.signal("STOP")));
                if (frozen.size() > 1) watchFor(watches, STAGGER);
            }
            BenchCluster.await(PATIENCE, "all know of the frozen", () -> look(watches));
            return watches.stream().map(Watch::detection).toList();
        } finally {
            for (Victim victim : frozen) victim.close();
            awaitGone(frozen);
        }
    }

    private void watchFor(List<Watch> watches, Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() - end < 0) {
            look(watches);
            BenchCluster.pause(Duration.ofMillis(1));
        }
    }

    private Detection detect(Victim victim, long signalNanos) {
        List<Watch> watches = List.of(new Watch(victim.name(), signalNanos));
        BenchCluster.await(PATIENCE, "all know of the killed", () -> look(watches));
        return watches.get(0).detection();
    }

    private boolean look(List<Watch> watches) {
        boolean done = true;
        for (Watch watch : watches) done &= watch.look();
        return done;
    }

    private void awaitGone(List<Victim> gone) {
        BenchCluster.await(
                PATIENCE,
                "all know of the ended",
                () -> gone.stream()
                        .allMatch(victim -> cluster.nodes().stream().noneMatch(node -> holds(node, victim.name()))));
    }

    private List<Victim> join(int count) throws IOException {
        List<Victim> joined = new ArrayList<>();
        for (int i = 0; i < count; i++)
            joined.add(Victim.start(cluster.id(), "victim-" + ++victims, cluster.seed(), options.sealed()));
        cluster.awaitAlive(cluster.nodes().size() + count, PATIENCE);
        BenchCluster.pause(REST);
        return joined;
    }

    private void countFalseDeaths(MemberEvent event) {
        if (event instanceof MemberEvent.Died died && !died.member().name().startsWith("victim"))
            falseDeaths.incrementAndGet();
    }

    private static boolean holds(Cluster node, String name) {
        return node.member(name).map(Member::state).filter(MemberState::isLive).isPresent();
    }

    private static void put(Map<String, Object> report, String what, List<Detection> detections) {
        List<Double> first = detections.stream().map(Detection::first).toList();
        List<Double> all = detections.stream().map(Detection::all).toList();
        report.put(what + "FirstSeconds", Figures.median(first));
        report.put(what + "FirstMaxSeconds", Figures.max(first));
        report.put(what + "AllSeconds", Figures.median(all));
        report.put(what + "AllMaxSeconds", Figures.max(all));
    }

    /** Watches what the views hold of one victim. */
    private final class Watch {
        private final String name;
        private final long signalNanos;
        private final List<Cluster> believing;
        private double first = Double.NaN;
        private double all = Double.NaN;

        Watch(String name, long signalNanos) {
            this.name = name;
            this.signalNanos = signalNanos;
            believing = new ArrayList<>(cluster.nodes());
        }

        boolean look() {
            if (believing.isEmpty()) return true;
            boolean changed = believing.removeIf(node -> !holds(node, name));
            double seconds = (System.nanoTime() - signalNanos) / NANOS_PER_SECOND;
            if (changed && Double.isNaN(first)) first = seconds;
            if (believing.isEmpty()) all = seconds;
            return believing.isEmpty();
        }

        Detection detection() {
            return new Detection(first, all);
        }
    }
}
