package io.hearsay.sim;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The wires between the hosts: how long packets take and what becomes of them.
 *
 * <p>Every datagram takes its own time, so wide latencies reorder; beyond that it may be lost, doubled, or held up.
 * What holds for the whole network is set here, what holds from one host to another on its {@link Path}. Partitions lie
 * on top of both: across a partition nothing passes, in either direction. Deterministic: all chance comes from one
 * generator split from the world's seed. Not thread-safe.
 */
public final class Network {
    /** What takes longer counts as late: probes wait about so long. */
    private static final long LATE_NANOS = 100_000_000;

    private final World world;
    private final SplittableRandom random;
    private final Map<Long, Path> paths = new LinkedHashMap<>();
    private int[] groupOf = new int[0];
    private Latency latency = Latency.uniform(Duration.ofNanos(100_000), Duration.ofNanos(500_000));
    private double lossRatio;
    private double duplicateRatio;
    private double reorderRatio;
    private long reorderNanos;

    Network(World world, SplittableRandom random) {
        this.world = world;
        this.random = random;
    }

    /** Sets how long packets take; 0.1 to 0.5 ms until then, as in one data centre. */
    public Network latency(Latency time) {
        latency = time;
        return this;
    }

    /** Loses each datagram with this probability; streams are slowed by what they must send again. */
    public Network loss(double ratio) {
        lossRatio = checkRatio("loss", ratio);
        return this;
    }

    /** Delivers each datagram twice with this probability; the second takes its own time. */
    public Network duplicate(double ratio) {
        duplicateRatio = checkRatio("duplicate", ratio);
        return this;
    }

    /** Holds each datagram up with this probability, for any time up to {@code most}, so that later ones overtake. */
    public Network reorder(double ratio, Duration most) {
        reorderRatio = checkRatio("reorder", ratio);
        reorderNanos = most.toNanos();
        return this;
    }

    /** The way from one node's host to another's; this direction only. */
    public Path path(SimNode from, SimNode to) {
        return paths.computeIfAbsent(key(from.host(), to.host()), key -> new Path(this, from.host(), to.host()));
    }

    /**
     * Splits the network: nodes of different groups cannot reach each other. Replaces the partition that was.
     *
     * @param groups nodes in none of them make up one more group
     */
    public void partition(List<? extends Collection<SimNode>> groups) {
        groupOf = new int[world.nodes().size()];
        for (int group = 0; group < groups.size(); group++)
            for (SimNode node : groups.get(group)) groupOf[node.host()] = group + 1;
    }

    /** Ends the partition; paths stay as they were set. */
    public void unite() {
        groupOf = new int[0];
    }

    /** Ends the partition and restores all paths; what holds for the whole network stays. */
    public void heal() {
        unite();
        paths.values().forEach(Path::restore);
    }

    /** Heals, and neither loses, doubles nor holds up datagrams any more. */
    public void calm() {
        heal();
        lossRatio = 0;
        duplicateRatio = 0;
        reorderRatio = 0;
    }

    /** Puts a datagram on its way: it arrives once, twice or never. */
    void carry(int fromHost, int toHost, Object payload, int target, int source) {
        Path path = special(fromHost, toHost);
        String cause = lossCause(fromHost, toHost, path);
        if (cause == null && path != null && path.isClogged()) {
            path.hold(() -> {
                arriveLater(path, payload, target, source);
                world.undelivered(fromHost, toHost, "clog");
            });
            cause = "clog";
        } else if (cause == null && arriveLater(path, payload, target, source) > LATE_NANOS) cause = "late";
        if (cause != null) world.undelivered(fromHost, toHost, cause);
    }

    private @Nullable String lossCause(int fromHost, int toHost, @Nullable Path path) {
        if (path != null && path.isCut()) return "cut";
        if (!sameGroup(fromHost, toHost)) return "partition";
        return chance(path == null ? lossRatio : path.lossOr(lossRatio)) ? "loss" : null;
    }

    private long arriveLater(@Nullable Path path, Object payload, int target, int source) {
        Latency time = path == null ? latency : path.latencyOr(latency);
        long delay = time.sampleNanos(random) + holdUp();
        world.push(delay, target, source, payload);
        if (chance(duplicateRatio))
            world.push(time.sampleNanos(random) + holdUp(), target, source, world.copy(payload));
        return delay;
    }

    private long holdUp() {
        return chance(reorderRatio) ? (long) (random.nextDouble() * reorderNanos) : 0;
    }

    private boolean chance(double ratio) {
        return ratio > 0 && random.nextDouble() < ratio;
    }

    /** Whether nothing sent now passes: a cut, a partition, a clog. */
    boolean isBlocked(int fromHost, int toHost) {
        Path path = special(fromHost, toHost);
        return !sameGroup(fromHost, toHost) || path != null && (path.isCut() || path.isClogged());
    }

    /** Whether a firewall answers streams with a reset. */
    boolean resetsStreams(int fromHost, int toHost) {
        Path path = special(fromHost, toHost);
        return path != null && path.resetsStreams();
    }

    /** How long a packet of a stream takes, with the waits for those of its attempts that were lost. */
    long streamNanos(int fromHost, int toHost) {
        Path path = special(fromHost, toHost);
        double loss = path == null || path.resetsStreams() ? lossRatio : path.lossOr(lossRatio);
        long nanos = (path == null ? latency : path.latencyOr(latency)).sampleNanos(random);
        for (long again = Streams.FIRST_RETRY_NANOS; chance(loss) && again < Streams.LAST_RETRY_NANOS; again *= 2)
            nanos += again;
        return nanos;
    }

    Streams streams() {
        return world.streams();
    }

    private boolean sameGroup(int a, int b) {
        return groupOf.length == 0 || group(a) == group(b);
    }

    private int group(int host) {
        return host < groupOf.length ? groupOf[host] : 0;
    }

    /** The path where it differs from the rest; most networks have none. */
    private @Nullable Path special(int fromHost, int toHost) {
        return paths.isEmpty() ? null : paths.get(key(fromHost, toHost));
    }

    private static long key(int fromHost, int toHost) {
        return (long) fromHost << 32 | toHost;
    }

    static double checkRatio(String what, double ratio) {
        if (!(ratio >= 0 && ratio <= 1)) throw new IllegalArgumentException(what + " must be 0..1, was " + ratio);
        return ratio;
    }
}
