package io.hearsay.lab.experiment;

import io.hearsay.NodeId;
import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.antientropy.scuttlebutt.Company;
import io.hearsay.antientropy.scuttlebutt.Order;
import io.hearsay.antientropy.scuttlebutt.Scuttlebutt;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttConfig;
import io.hearsay.antientropy.scuttlebutt.Snapshot;
import io.hearsay.sampling.UniformPeers;
import io.hearsay.sim.SimNode;
import io.hearsay.sim.World;
import io.hearsay.sim.WorldConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** How stale replicas are when not all fits a message (van Renesse 2008, 5). */
final class ScuttlebuttExperiment implements Experiment {
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final int WARM_UP = 10;

    @Override
    public String name() {
        return "scuttlebutt";
    }

    @Override
    public String about() {
        return "Scuttlebutt: how stale others' states are, by the room in a message, the rate of writes and the order.";
    }

    @Override
    public int usualNodes() {
        return 24;
    }

    @Override
    public int usualRuns() {
        return 10;
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                new Flag("mtu", "1100", "1100..15000", "Bytes in one message."),
                new Flag("rate", "1", "0.01..100", "Writes a second of each that writes."),
                new Flag("order", "breadth", "breadth, depth", "Whose entries go first when not all fit."),
                new Flag("writers", "24", "1..nodes", "How many of the nodes write."),
                new Flag("keys", "20", "1..1000", "Keys of each; a write hits one at random."),
                new Flag("value", "100", "1..768", "Bytes of a value."),
                new Flag("rounds", "40", "11..10000", "Rounds of a second; the first 10 are not looked at."));
    }

    @Override
    public Trial prepare(int nodes, Settings settings) {
        ScuttlebuttConfig config = ScuttlebuttConfig.lan()
                .withRound(ROUND)
                .withRoomBytes(settings.count("mtu", 1_100, 15_000))
                .withOrder(settings.choice("order", Order.class));
        int writers = Math.min(nodes, settings.count("writers", 1, Integer.MAX_VALUE));
        double rate = settings.number("rate", 0.01, 100);
        int keys = settings.count("keys", 1, 1_000);
        String value = "x".repeat(settings.count("value", 1, 768));
        int rounds = settings.count("rounds", WARM_UP + 1, 10_000);
        return seed -> new Run(seed, nodes, config).of(writers, rate, keys, value, rounds);
    }

    /** One world, and when each owner wrote what. */
    private static final class Run {
        private final World world;
        private final List<Peer> peers = new ArrayList<>();
        private final Map<String, List<Long>> writtenNanos = new LinkedHashMap<>();
        private double staleSeconds;
        private double worstSeconds;
        private long stalePairs;
        private long pairs;

        Run(long seed, int nodes, ScuttlebuttConfig config) {
            world = new World(WorldConfig.objects(seed));
            for (int i = 0; i < nodes; i++)
                world.node("n" + i, life -> {
                            peers.add(life.peer());
                            String name = life.node().name();
                            writtenNanos.put(name, new ArrayList<>());
                            NodeId id = new NodeId(name, 1, life.instance());
                            return new Scuttlebutt(config, life.environment(), id, new Everybody(peers, life.peer()));
                        })
                        .start();
        }

        Sample of(int writers, double rate, int keys, String value, int rounds) {
            SplittableRandom chance = world.chance();
            long pauseNanos = (long) (1e9 / rate);
            for (SimNode node : world.nodes().subList(0, writers))
                writeSoon(node, chance.nextLong(pauseNanos), pauseNanos, keys, value);
            for (int round = 0; round < rounds; round++) {
                world.run(ROUND);
                if (round >= WARM_UP) look(writers);
            }
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("staleMean", staleSeconds / pairs);
            values.put("staleMax", worstSeconds);
            values.put("stalePairs", (double) stalePairs / pairs);
            return new Sample(
                    values, List.of(), world.counts().messages(), world.trace().hash());
        }

        /** The same value is no write, so each has its number before it. */
        private void writeSoon(SimNode node, long delayNanos, long pauseNanos, int keys, String value) {
            world.after(Duration.ofNanos(delayNanos), () -> {
                List<Long> written = times(node.name());
                written.add(world.nowNanos());
                String key = "key" + world.chance().nextInt(keys);
                String number = Integer.toString(written.size());
                String text = number + value.substring(Math.min(number.length(), value.length()));
                node.execute(() -> of(node).put(key, text, Optional.empty()));
                writeSoon(node, pauseNanos, pauseNanos, keys, value);
            });
        }

        private List<Long> times(String name) {
            List<Long> times = writtenNanos.get(name);
            if (times == null) throw new AssertionError(name);
            return times;
        }

        private void look(int writers) {
            for (SimNode observer : world.nodes())
                for (SimNode writer : world.nodes().subList(0, writers))
                    if (observer != writer) look(observer, writer.name());
        }

        /** Stale since the oldest write that has not come here. */
        private void look(SimNode observer, String writer) {
            List<Long> written = times(writer);
            int known =
                    of(observer).state(writer).map(Snapshot::version).orElse(0L).intValue();
            pairs++;
            if (known >= written.size()) return;
            double seconds = (world.nowNanos() - written.get(known)) / 1e9;
            stalePairs++;
            staleSeconds += seconds;
            worstSeconds = Math.max(worstSeconds, seconds);
        }

        private static Scuttlebutt of(SimNode node) {
            return node.protocol(Scuttlebutt.class);
        }
    }

    /** All others are live. */
    private record Everybody(List<Peer> all, Peer self) implements Company {
        @Override
        public Peers live() {
            return new UniformPeers(
                    all.stream().filter(peer -> !peer.equals(self)).toList(), self.instance());
        }

        @Override
        public Peers unreachable() {
            return new UniformPeers(List.of(), self.instance());
        }

        @Override
        public Peers seeds() {
            return unreachable();
        }

        @Override
        public boolean isSeed(Peer peer) {
            return false;
        }

        @Override
        public boolean knows(NodeId owner) {
            return true;
        }
    }
}
