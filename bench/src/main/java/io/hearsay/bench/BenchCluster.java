package io.hearsay.bench;

import io.hearsay.cluster.Cluster;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberState;
import io.hearsay.node.ClusterConfig;
import io.hearsay.node.Hearsay;
import io.hearsay.node.NodeGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Members in this JVM, on loopback, on threads that they share. */
final class BenchCluster implements AutoCloseable {
    /** Any key does: what is measured is that there is one. */
    static final byte[] KEY = new byte[32];

    private static final int EVENT_LOOPS = 2;
    private static final int LISTENER_THREADS = 2;

    private final String id;
    private final boolean sealed;
    private final Function<String, ClusterConfig> settings;
    private final NodeGroup group = NodeGroup.of(EVENT_LOOPS, LISTENER_THREADS);
    private final List<Cluster> nodes = new ArrayList<>();
    private int started;

    BenchCluster(String id, boolean sealed) {
        this(id, sealed, ClusterConfig::lan);
    }

    /** Members of these settings, made from the cluster's id. */
    BenchCluster(String id, boolean sealed, Function<String, ClusterConfig> settings) {
        this.id = id;
        this.sealed = sealed;
        this.settings = settings;
    }

    String id() {
        return id;
    }

    List<Cluster> nodes() {
        return nodes;
    }

    /** The address through which others come in. */
    String seed() {
        return nodes.get(0).self().address().toString();
    }

    /** Starts one more member. */
    Cluster add() {
        ClusterConfig config = settings.apply(id)
                .withName(String.format("node-%04d", started++))
                .withBind("127.0.0.1:0")
                .withGroup(group);
        if (!nodes.isEmpty()) config = config.withSeeds(seed());
        Cluster node = Hearsay.join(sealed ? config.withKey(KEY) : config.insecure());
        nodes.add(node);
        return node;
    }

    /** Starts members until there are so many, and waits until all see all. */
    void grow(int size, Duration patience) {
        while (nodes.size() < size) add();
        awaitAlive(size, patience);
    }

    /** Waits until each view holds so many that are alive. */
    void awaitAlive(int size, Duration patience) {
        await(
                patience,
                "all views hold " + size + " alive",
                () -> nodes.stream().allMatch(node -> alive(node) == size));
    }

    static long alive(Cluster node) {
        long alive = 0;
        for (Member member : node.members()) if (member.state() == MemberState.ALIVE) alive++;
        return alive;
    }

    /** Looks every half millisecond. */
    static void await(Duration patience, String what, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) throw new IllegalStateException("not within " + patience + ": " + what);
            pause(Duration.ofNanos(500_000));
        }
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        for (Cluster node : nodes) node.close();
        group.close();
    }
}
