package io.hearsay.bench;

import com.sun.management.OperatingSystemMXBean;
import io.hearsay.cluster.Cluster;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberState;
import io.hearsay.node.ClusterConfig;
import io.hearsay.stack.Faults.Direction;
import io.hearsay.stack.LinkFaults.Rule;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Real nodes on loopback, with loss and delay put on what each sends: how long events take to all, and deaths to be
 * known, to be set beside a plan.
 *
 * <p>All nodes run in this JVM and share its cores, so computing adds to each hop what it would not where each node has
 * a host of its own. {@link #calibrate} measures by how much, from CPU time and from how late the machine wakes whoever
 * waits; not from what is to be predicted.
 */
public final class PlanBench implements AutoCloseable {
    private static final String TOPIC = "plan";
    private static final int PAYLOAD_BYTES = 100;
    private static final int WARM_UP_EVENTS = 150;
    private static final int CALIBRATING_EVENTS = 100;
    private static final long WAIT_NANOS = 1_000_000;
    private static final int WAITS_PER_HICCUP = 10;
    /** Half of the one event in a hundred that a plan leaves to bad luck; lost copies take the rest. */
    private static final double HICCUP_SHARE = 0.995;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration SETTLE = Duration.ofSeconds(8);
    private static final Duration AFTER_EVENT = Duration.ofMillis(100);
    private static final Duration IDLE = Duration.ofSeconds(2);
    /** Watch links follow the ring by one change a second; victims are the eldest, so that theirs stand. */
    private static final Duration AFTER_DEATH = Duration.ofMillis(2_500);

    private final BenchCluster cluster;
    private final Rule trouble;
    private final int size;
    private final AtomicInteger heard = new AtomicInteger();
    private final AtomicInteger falseDeaths = new AtomicInteger();
    private volatile int current;
    private volatile String victim = "";
    private volatile long lastNanos;
    private int events;

    /**
     * What the machine that all nodes share adds.
     *
     * @param secondsPerDatagram of one core: sealing, sending, receiving, opening, handling
     * @param wakeSeconds by how much half of all waits of a millisecond are late
     * @param hiccupSeconds in all but 5 of 1000 spells of ten waits of a millisecond, on as many threads as cores, none
     *     is late by more
     */
    public record Machine(int cores, double secondsPerDatagram, double wakeSeconds, double hiccupSeconds) {}

    /** When somebody, and when everybody, held a victim dead, in seconds after its death. */
    public record Death(double first, double all) {}

    /**
     * A cluster that has come to rest.
     *
     * @param loss the share of datagrams that are lost, of what each node sends
     * @param rtt half of it delays each frame that a node sends
     * @param settings made from the cluster's id; where it listens, its key and its seeds are added
     */
    public PlanBench(int nodes, double loss, Duration rtt, Function<String, ClusterConfig> settings) {
        if (nodes < 3) throw new IllegalArgumentException("nodes must be 3 or more, was " + nodes);
        size = nodes;
        cluster = new BenchCluster("bench-plan", true, settings);
        trouble = new Rule(null, Direction.TO, false, loss, rtt.dividedBy(2));
        for (int i = 0; i < nodes; i++) add();
        cluster.awaitAlive(nodes, PATIENCE);
        BenchCluster.pause(SETTLE);
    }

    private void add() {
        Cluster node = cluster.add();
        node.faults(List.of(trouble)).toCompletableFuture().join();
        node.topic(TOPIC).subscribe(message -> {
            if (ByteBuffer.wrap(message.payload()).getInt() != current) return;
            lastNanos = System.nanoTime();
            heard.incrementAndGet();
        });
        node.onMember(event -> {
            if (event instanceof MemberEvent.Died died && !died.member().name().equals(victim))
                falseDeaths.incrementAndGet();
        });
    }

    // What the machine adds.

    /**
     * Warms up, then measures the machine under the load of events.
     *
     * @param most so many events at most for each of the two, 1 or more; 150 and 100 are enough
     */
    public Machine calibrate(int most) {
        events(Math.min(most, WARM_UP_EVENTS));
        double idlePerSecond = cpuPerSecondOfIdling();
        List<Waiter> waiters = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) waiters.add(new Waiter());
        long datagrams = datagrams();
        long cpu = cpuNanos();
        long start = System.nanoTime();
        waiters.forEach(Waiter::start);
        events(Math.min(most, CALIBRATING_EVENTS));
        double seconds = (System.nanoTime() - start) / 1e9;
        double busy = (cpuNanos() - cpu) / 1e9 - idlePerSecond * seconds;
        double sent = datagrams() - datagrams;
        waiters.forEach(Waiter::end);
        return new Machine(waiters.size(), Math.max(0, busy / sent), wake(waiters), hiccup(waiters));
    }

    private double cpuPerSecondOfIdling() {
        long cpu = cpuNanos();
        long start = System.nanoTime();
        BenchCluster.pause(IDLE);
        return (cpuNanos() - cpu) / (double) (System.nanoTime() - start);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private long datagrams() {
        return cluster.nodes().stream()
                .mapToLong(node -> node.stats().frames().frames().datagramsSent())
                .sum();
    }

    /** Waits a millisecond again and again, and notes by how much it woke too late. */
    private static final class Waiter extends Thread {
        private final List<Double> late = new ArrayList<>();

        Waiter() {
            super("hearsay-bench-waiter");
            setDaemon(true);
        }

        @Override
        public void run() {
            while (!isInterrupted()) {
                long begin = System.nanoTime();
                LockSupport.parkNanos(WAIT_NANOS);
                late.add(Math.max(0, System.nanoTime() - begin - WAIT_NANOS) / 1e9);
            }
        }

        void end() {
            interrupt();
            try {
                join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        double worst(int from) {
            double worst = 0;
            for (double each : late.subList(from, from + WAITS_PER_HICCUP)) worst = Math.max(worst, each);
            return worst;
        }
    }

    private static double wake(List<Waiter> waiters) {
        double[] late = waiters.stream()
                .flatMap(each -> each.late.stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
        return late.length == 0 ? 0 : Figures.percentile(late, 0.5);
    }

    private static double hiccup(List<Waiter> waiters) {
        int rounds = Integer.MAX_VALUE;
        for (Waiter each : waiters) rounds = Math.min(rounds, each.late.size() / WAITS_PER_HICCUP);
        double[] worst = new double[rounds];
        for (int round = 0; round < rounds; round++)
            for (Waiter each : waiters) worst[round] = Math.max(worst[round], each.worst(round * WAITS_PER_HICCUP));
        return rounds == 0 ? 0 : Figures.percentile(worst, HICCUP_SHARE);
    }

    // Events.

    /** Publishes one event after the other, by the nodes in turn; seconds until the last listener had each. */
    public List<Double> events(int count) {
        List<Double> deliveries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            heard.set(0);
            current = ++events;
            byte[] payload = ByteBuffer.allocate(PAYLOAD_BYTES).putInt(current).array();
            long start = System.nanoTime();
            cluster.nodes().get(events % size).topic(TOPIC).publish(payload);
            BenchCluster.await(PATIENCE, "all have event " + current, () -> heard.get() >= size);
            deliveries.add((lastNanos - start) / 1e9);
            BenchCluster.pause(AFTER_EVENT);
        }
        return deliveries;
    }

    // Deaths.

    /** Ends nodes as a kernel ends a process: all sockets are closed at once, and nobody says goodbye. */
    public List<Death> kills(int count) {
        List<Death> deaths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Cluster dying = eldest();
            long start = System.nanoTime();
            dying.close();
            deaths.add(watch(start));
            replace();
        }
        return deaths;
    }

    /** Cuts nodes off in both directions, their links too: as if they, or their hosts, were frozen. */
    public List<Death> freezes(int count) {
        List<Death> deaths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Cluster frozen = eldest();
            long start = System.nanoTime();
            frozen.faults(List.of(Rule.cut(null, null))).toCompletableFuture().join();
            deaths.add(watch(start));
            frozen.close();
            replace();
        }
        return deaths;
    }

    /** The one after the seed: its links have stood for longest. */
    private Cluster eldest() {
        Cluster dying = cluster.nodes().remove(1);
        victim = dying.self().name();
        return dying;
    }

    private Death watch(long start) {
        List<Cluster> believing = new ArrayList<>(cluster.nodes());
        double[] seconds = new double[2];
        BenchCluster.await(PATIENCE, "all know that " + victim + " died", () -> {
            if (believing.removeIf(node -> !holds(node)) && seconds[0] == 0) seconds[0] = since(start);
            if (believing.isEmpty()) seconds[1] = since(start);
            return believing.isEmpty();
        });
        return new Death(seconds[0], seconds[1]);
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private boolean holds(Cluster node) {
        return node.member(victim)
                .map(Member::state)
                .filter(MemberState::isLive)
                .isPresent();
    }

    private void replace() {
        add();
        cluster.awaitAlive(size, PATIENCE);
        BenchCluster.pause(AFTER_DEATH);
    }

    /** Verdicts about nodes that ran. */
    public int falseDeaths() {
        return falseDeaths.get();
    }

    /** How each figure was taken. */
    public static Map<String, Object> definitions() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("cluster", "nodes in one JVM, loopback, sealed; each loses and delays what it sends (fault hook)");
        all.put("secondsToAll", "100 bytes, one at a time, from the call of publish to the last listener");
        all.put("killed", "Cluster.close(): all sockets closed at once without a word, as a kernel does for the dead");
        all.put("frozen", "the fault hook cuts the node off in both directions, links too");
        all.put("First, All", "until the first, the last other view no longer holds it alive or suspect");
        all.put("secondsPerDatagram", "CPU time of events beyond idling / datagrams sent, before the measurement");
        all.put("wakeSeconds", "median lateness of a wait of 1 ms at that time; each delayed hop is such a wait");
        all.put("hiccupSeconds", "p99.5 of the worst lateness among ten waits of 1 ms on each core, at that time");
        return all;
    }

    @Override
    public void close() {
        cluster.close();
    }
}
