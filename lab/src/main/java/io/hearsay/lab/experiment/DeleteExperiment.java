package io.hearsay.lab.experiment;

import io.hearsay.Peer;
import io.hearsay.antientropy.Everything;
import io.hearsay.antientropy.ItemSet;
import io.hearsay.antientropy.Marker;
import io.hearsay.antientropy.Marks;
import io.hearsay.antientropy.Method;
import io.hearsay.antientropy.Reconciler;
import io.hearsay.antientropy.ReconcilerConfig;
import io.hearsay.antientropy.Replica;
import io.hearsay.antientropy.Scope;
import io.hearsay.antientropy.SipHash;
import io.hearsay.antientropy.Watermark;
import io.hearsay.antientropy.merkle.HashTree;
import io.hearsay.antientropy.merkle.Merkle;
import io.hearsay.antientropy.riblt.CodedSymbols;
import io.hearsay.antientropy.riblt.Riblt;
import io.hearsay.data.Acknowledged;
import io.hearsay.data.Bytes;
import io.hearsay.data.Cell;
import io.hearsay.data.CellCodec;
import io.hearsay.data.LwwMap;
import io.hearsay.data.Owners;
import io.hearsay.data.Retention;
import io.hearsay.data.Timestamp;
import io.hearsay.sim.Life;
import io.hearsay.sim.SimNode;
import io.hearsay.sim.World;
import io.hearsay.sim.WorldConfig;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Deletes by death certificates while one node is away with the old values (Demers 1987, 2): do they come back? */
final class DeleteExperiment implements Experiment {
    /** Half of them are written again after the delete. */
    private static final int KEYS = 20;

    /** Until all is deleted, written again and known to all who are there. */
    private static final int ROUNDS_BEFORE = 12;

    /** Exchanges of each node after the absent one is back, until all should agree. */
    private static final int ROUNDS_AFTER = 40;

    @Override
    public String name() {
        return "delete";
    }

    @Override
    public String about() {
        return "Death certificates: how many deleted values come back with a node that was away, how many re-creations are lost.";
    }

    @Override
    public int usualNodes() {
        return 10;
    }

    @Override
    public int usualRuns() {
        return 20;
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                new Flag("absent", "30m", "", "How long one node is away; it knows the values and not the deletes."),
                new Flag("active", "10m", "", "How long all keep a certificate, tau1."),
                new Flag("dormant", "30d", "", "How long its sites keep it after that, tau2."),
                new Flag("sites", "4", "0..16", "How many sites keep it, r; the absent node may be one."),
                new Flag("round", "20s", "", "Between two exchanges of a node."),
                new Flag(
                        "keep",
                        "time",
                        "time, acknowledged",
                        "Whether certificates are kept for their time, or go when all have acknowledged them."),
                new Flag("settled", "1m", "", "How old one is at least that goes so."));
    }

    @Override
    public Trial prepare(int nodes, Settings settings) {
        Retention retention =
                new Retention(settings.time("active"), settings.time("dormant"), settings.count("sites", 0, 16));
        boolean acknowledges = settings.choice("keep", Keep.class) == Keep.ACKNOWLEDGED;
        Duration settled = settings.time("settled");
        Duration absent = settings.time("absent");
        Duration round = settings.time("round");
        if (round.isZero() || absent.compareTo(round.multipliedBy(ROUNDS_BEFORE)) < 0)
            throw new LabException("--absent must be " + ROUNDS_BEFORE + " rounds or more, was " + absent);
        return seed -> new Run(seed, nodes, retention.withSettled(settled), round, acknowledges).measure(absent);
    }

    /** How long certificates are kept. */
    private enum Keep {
        TIME,
        ACKNOWLEDGED
    }

    /** A node's map, and what keeps it reconciled. */
    private static final class Site implements Replica, Marker, Acknowledged {
        private static final SipHash SECRET = new SipHash(3, 4);

        private final World world;
        private final List<Site> all;
        private final Retention retention;
        private final boolean acknowledges;
        private final Peer peer;
        private final Watermark watermark;
        private final LwwMap map;
        private boolean isAway;
        private final Reconciler reconciler;
        private final ItemSet items;
        private final Map<Long, Bytes> keys = new LinkedHashMap<>();

        Site(World world, Life life, List<Site> all, Retention retention, boolean acknowledges) {
            this.world = world;
            this.all = all;
            this.retention = retention;
            this.acknowledges = acknowledges;
            peer = life.peer();
            watermark = new Watermark(peer.instance());
            HashTree tree = new HashTree();
            CodedSymbols symbols = new CodedSymbols(SECRET);
            items = new ItemSet(tree, symbols);
            map = new LwwMap(life.instance(), retention, owner -> Owners.Life.LIVE, () -> this, this::changed);
            List<Method> methods = List.of(new Riblt(symbols), new Merkle(tree));
            Everything everything = new Everything(new Scope(Scope.ALL, items, methods));
            reconciler = new Reconciler(ReconcilerConfig.usual(), life.environment(), everything, this, this);
        }

        private void changed(Bytes key, @Nullable Cell before, @Nullable Cell after) {
            long old = before == null ? 0 : item(key, before);
            if (before != null) keys.remove(old);
            if (after == null) items.remove(old);
            else {
                long item = item(key, after);
                keys.put(item, key);
                if (before == null) items.add(item);
                else items.replace(old, item);
            }
        }

        private static long item(Bytes key, Cell cell) {
            return SECRET.of(bytes(key, cell));
        }

        private static byte[] bytes(Bytes key, Cell cell) {
            ByteWriter out = new ByteWriter(64).bytes(key.toByteArray());
            CellCodec.encode(cell, out);
            return out.toByteArray();
        }

        @Override
        public byte @Nullable [] entry(long item) {
            Bytes key = keys.get(item);
            Cell cell = key == null ? null : map.cell(key);
            return key == null || cell == null ? null : bytes(key, cell);
        }

        @Override
        public boolean merge(Peer from, byte[] entry) {
            ByteReader in = new ByteReader(entry);
            Bytes key = Bytes.of(in.bytes(in.remaining()));
            map.merge(key, CellCodec.decode(in), millis());
            return true;
        }

        private List<Long> others() {
            return all.stream()
                    .filter(site -> site != this)
                    .map(site -> site.peer.instance())
                    .toList();
        }

        @Override
        public boolean isDue(String scope) {
            return acknowledges;
        }

        @Override
        public Marks marks(String scope) {
            return watermark.marks(new Marks.Mark(peer.instance(), reading() - 1), watermark.low(others()));
        }

        @Override
        public void met(String scope, Marks marks) {
            watermark.met(marks);
        }

        @Override
        public long reading() {
            return millis();
        }

        /** Who is away counts for as long as all keep a certificate. */
        @Override
        public long watermark() {
            List<Long> present = all.stream()
                    .filter(site -> site != this && !site.isAway && !isAway)
                    .map(site -> site.peer.instance())
                    .toList();
            watermark.count(
                    present, millis(), retention.active(), retention.active().plus(retention.dormant()));
            return watermark.acknowledged();
        }

        @Override
        public boolean hasAbsent() {
            return watermark.hasAbsent();
        }

        @Override
        public boolean hasHeld(Timestamp written) {
            return watermark.hasHeld(written.replica(), written.millis());
        }

        private long millis() {
            return 1 + world.nowNanos() / 1_000_000;
        }

        /** How many it keeps that are active. */
        long certificates() {
            return map.cells().values().stream().filter(Cell::isDeleted).count();
        }

        Timestamp stamp() {
            return new Timestamp(millis() << 16, peer.instance());
        }
    }

    /** One world. */
    private static final class Run {
        private final World world;
        private final SplittableRandom chance;
        private final Retention retention;
        private final Duration round;
        private final List<Site> sites = new ArrayList<>();
        private final List<Bytes> keys = new ArrayList<>();

        Run(long seed, int nodes, Retention retention, Duration round, boolean acknowledges) {
            this.retention = retention;
            this.round = round;
            world = new World(WorldConfig.objects(seed));
            chance = world.chance().split();
            for (int i = 0; i < nodes; i++)
                world.node("n" + i, life -> {
                            Site site = new Site(world, life, sites, retention, acknowledges);
                            sites.add(site);
                            return site.reconciler;
                        })
                        .start();
            for (int i = 0; i < KEYS; i++) keys.add(Bytes.of("key " + i));
            Timestamp first = sites.get(0).stamp();
            for (Site site : sites) for (Bytes key : keys) site.map.merge(key, Cell.of(first, key), 1);
            for (SimNode node : world.nodes()) later(node);
        }

        /** Now and then: forgets what may be forgotten, and asks somebody. */
        private void later(SimNode node) {
            long wait = round.toNanos() / 2 + chance.nextLong(round.toNanos());
            world.after(Duration.ofNanos(wait), () -> {
                Site site = sites.get(node.number());
                Site other = sites.get(chance.nextInt(sites.size()));
                node.execute(() -> {
                    site.map.collect(site.millis());
                    if (other != site) site.reconciler.reconcile(other.peer);
                });
                later(node);
            });
        }

        Sample measure(Duration absent) {
            List<SimNode> all = world.nodes();
            SimNode away = all.get(all.size() - 1);
            world.network().partition(List.of(all.subList(0, all.size() - 1), List.of(away)));
            world.run(round);
            sites.get(sites.size() - 1).isAway = true;
            for (Bytes key : keys) write(key, site -> Cell.deleted(site.stamp(), chosen()));
            world.run(round.multipliedBy(10));
            for (int i = 0; i < KEYS / 2; i++) write(keys.get(i), site -> Cell.of(site.stamp(), Bytes.of("new")));
            world.run(absent.minus(round.multipliedBy(ROUNDS_BEFORE - 1)));
            double kept = sites.stream().mapToLong(Site::certificates).sum();
            world.network().heal();
            sites.get(sites.size() - 1).isAway = false;
            world.run(round.multipliedBy(ROUNDS_AFTER));
            return sample(kept / sites.size());
        }

        private interface Written {
            Cell by(Site site);
        }

        /** At somebody who is there. */
        private void write(Bytes key, Written written) {
            int number = chance.nextInt(sites.size() - 1);
            Site site = sites.get(number);
            world.nodes().get(number).execute(() -> site.map.merge(key, written.by(site), site.millis()));
        }

        /** Sites at random, the absent one among them, as nobody knows who will be away. */
        private List<Long> chosen() {
            List<Long> all = new ArrayList<>();
            for (Site site : sites) all.add(site.peer.instance());
            List<Long> chosen = new ArrayList<>();
            while (chosen.size() < Math.min(retention.sites(), sites.size()))
                chosen.add(all.remove(chance.nextInt(all.size())));
            return chosen;
        }

        private Sample sample(double kept) {
            int resurrected = 0;
            int lost = 0;
            for (int i = 0; i < KEYS; i++)
                for (Site site : sites) {
                    Bytes value = site.map.get(keys.get(i));
                    boolean isBack = value != null && value.equals(keys.get(i));
                    if (isBack) resurrected++;
                    if (i < KEYS / 2 && (value == null || isBack)) lost++;
                }
            double awakenings =
                    sites.stream().mapToDouble(site -> site.map.awakenings()).sum();
            Map<String, Double> sampled = new LinkedHashMap<>();
            sampled.put("resurrected", (double) resurrected / sites.size());
            sampled.put("recreationsLost", (double) lost / sites.size());
            sampled.put("awakenings", awakenings);
            double returns =
                    sites.stream().mapToDouble(site -> site.map.returns()).sum();
            sampled.put("returns", returns);
            sampled.put("certificates", kept);
            return new Sample(
                    sampled, List.of(), world.counts().messages(), world.trace().hash());
        }
    }
}
