package io.hearsay.lab.plan;

import io.hearsay.Event;
import io.hearsay.dissemination.rumor.Heard;
import io.hearsay.lab.experiment.LabException;
import io.hearsay.lab.experiment.Runner;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.watch.WatchConfig;
import io.hearsay.sim.FullNodes;
import io.hearsay.sim.Latency;
import io.hearsay.sim.SimNode;
import io.hearsay.sim.World;
import io.hearsay.stack.ClusterNodeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Full nodes with the chosen knobs on virtual time: events, kills, hosts that are lost, and rest, in worlds of their
 * own.
 *
 * <p>Same seed, same figures, with any number of jobs. Beyond {@value #MOST_NODES} nodes so many are simulated, with as
 * many watch links as the many would have.
 */
final class Rehearsal {
    static final int MOST_NODES = 300;

    private static final int WORLDS = 4;

    /** Larger clusters take longer to form, and show as much in fewer worlds. */
    private static final int WORLDS_OF_MANY = 2;

    private static final int MANY = 100;
    private static final int EVENTS = 50;
    private static final int DEATHS = 8;

    private static final Duration FORMATION = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration REST = Duration.ofSeconds(10);
    private static final Duration AFTER_EVENT = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int UDP_HEADERS = 28;
    private static final int PAYLOAD_BYTES = 100;

    private final Network network;
    private final ClusterNodeConfig config;
    private final long seed;
    private final Observation seen = new Observation();
    private World world;
    private SplittableRandom chance;
    private int subject = -1;
    private int count;
    private long firstNanos;
    private int hops;

    /** What a world showed, in the order in which it happened; seconds. */
    static final class Observation {
        final List<Double> deliveries = new ArrayList<>();
        final List<Double> hops = new ArrayList<>();
        final List<Double> killedFirst = new ArrayList<>();
        final List<Double> killedAll = new ArrayList<>();
        final List<Double> frozenFirst = new ArrayList<>();
        final List<Double> frozenAll = new ArrayList<>();
        double restBytes;
        double nodeSeconds;
        int falseDeaths;

        void add(Observation other) {
            deliveries.addAll(other.deliveries);
            hops.addAll(other.hops);
            killedFirst.addAll(other.killedFirst);
            killedAll.addAll(other.killedAll);
            frozenFirst.addAll(other.frozenFirst);
            frozenAll.addAll(other.frozenAll);
            restBytes += other.restBytes;
            nodeSeconds += other.nodeSeconds;
            falseDeaths += other.falseDeaths;
        }
    }

    private Rehearsal(Network network, ClusterNodeConfig config, long seed) {
        this.network = network;
        this.config = config;
        this.seed = seed;
        this.world = new World(FullNodes.frames(seed));
        this.chance = world.chance();
    }

    /** The network that is simulated for this one. */
    static Network simulated(Network network) {
        return network.withNodes(Math.min(network.nodes(), MOST_NODES));
    }

    /** The configuration that is simulated: with few nodes for many, the watch links of the many. */
    static ClusterNodeConfig simulated(Network network, ClusterNodeConfig config) {
        WatchConfig watch = config.members().watch();
        if (network.nodes() < watch.many()) return config;
        int links = watch.successorsOfMany();
        WatchConfig sparse = new WatchConfig(links, links, watch.many(), watch.pace(), watch.respite());
        return config.withMembers(config.members().withWatch(sparse));
    }

    /** Runs all worlds, so many at a time. */
    static Observation run(Network network, ClusterNodeConfig config, long seed, int jobs) {
        int worlds = network.nodes() > MANY ? WORLDS_OF_MANY : WORLDS;
        long[] seeds = new SplittableRandom(seed).longs(worlds).toArray();
        Observation[] seen = new Observation[worlds];
        Runner.inParallel(
                Math.min(jobs, worlds), worlds, i -> seen[i] = new Rehearsal(network, config, seeds[i]).observe());
        Observation all = new Observation();
        for (Observation one : seen) all.add(one);
        all.restBytes /= worlds;
        return all;
    }

    private Observation observe() {
        form();
        world.onEvent(this::onEvent);
        rest();
        for (int i = 0; i < EVENTS; i++) publish();
        for (int i = 0; i < DEATHS; i++) die(i % 2 == 0);
        seen.nodeSeconds = network.nodes() * (double) world.nowNanos() / 1e9;
        return seen;
    }

    /** All join on a calm network, and its trouble begins when they have come to rest. */
    private void form() {
        FullNodes program = new FullNodes(
                config,
                node -> List.of(
                        world.nodes().get(0).address(),
                        world.nodes().get(network.nodes() / 2).address()));
        for (int i = 0; i < network.nodes(); i++) world.node("n" + i, program);
        for (SimNode node : world.nodes()) world.after(Duration.ofNanos(chance.nextLong(1_000_000_000)), node::start);
        boolean formed = false;
        while (!formed && world.nowNanos() < FORMATION.toNanos()) {
            world.run(LOOK);
            formed = world.nodes().stream().allMatch(SimNode::isUp) && FullNodes.isOneView(world);
        }
        if (!formed)
            throw new LabException("the simulated cluster did not form within " + Times.text(FORMATION) + ", seed "
                    + seed + "; try --no-verify, and tell us");
        world.network().loss(network.loss());
        world.network().latency(Latency.uniform(hop(1 - Network.SPREAD), hop(1 + Network.SPREAD)));
        world.run(REST);
    }

    private Duration hop(double factor) {
        return Duration.ofNanos((long) (network.rttSeconds() / 2 * factor * 1e9));
    }

    private void rest() {
        Duration time = config.members().swim().period().multipliedBy(20);
        long bytes = world.counts().bytes();
        long frames = world.counts().frames();
        world.run(time);
        double sent = world.counts().bytes()
                - bytes
                + UDP_HEADERS * (double) (world.counts().frames() - frames);
        seen.restBytes = sent / (time.toNanos() / 1e9) / network.nodes();
    }

    private void publish() {
        SimNode publisher = world.nodes().get(chance.nextInt(network.nodes()));
        begin(-1);
        long start = world.nowNanos();
        publisher.execute(() -> FullNodes.of(publisher).rumors().publish("plan", new byte[PAYLOAD_BYTES]));
        world.runUntil(() -> count == network.nodes(), PATIENCE);
        seen.deliveries.add((world.nowNanos() - start) / 1e9);
        seen.hops.add((double) hops);
        world.run(AFTER_EVENT);
    }

    /** One dies; when all know, it starts again, and watch links are given time to follow. */
    private void die(boolean killed) {
        world.run(Duration.ofNanos(
                chance.nextLong(config.members().swim().period().toNanos())));
        SimNode victim = world.nodes().get(chance.nextInt(network.nodes()));
        begin(victim.number());
        long start = world.nowNanos();
        if (killed) victim.crash();
        else victim.crashHost();
        boolean known = world.runUntil(() -> count == network.nodes() - 1, PATIENCE);
        if (known) {
            (killed ? seen.killedFirst : seen.frozenFirst).add((firstNanos - start) / 1e9);
            (killed ? seen.killedAll : seen.frozenAll).add((world.nowNanos() - start) / 1e9);
        }
        victim.start();
        world.runUntil(
                () -> false, config.members().watch().pace(network.nodes()).multipliedBy(6));
        subject = -1;
    }

    private void begin(int newSubject) {
        subject = newSubject;
        count = 0;
        hops = 0;
        firstNanos = 0;
    }

    private void onEvent(SimNode node, Event event) {
        if (event instanceof Heard heard && subject < 0) {
            count++;
            hops = Math.max(hops, heard.hops());
        } else if (event instanceof MemberEvent.Died died) onDied(died.member().name());
    }

    private void onDied(String name) {
        int number = Integer.parseInt(name.substring(1));
        if (number == subject) {
            if (count++ == 0) firstNanos = world.nowNanos();
        } else if (world.nodes().get(number).isUp()) seen.falseDeaths++;
    }
}
