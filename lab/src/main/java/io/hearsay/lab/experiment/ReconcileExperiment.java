package io.hearsay.lab.experiment;

import io.hearsay.Peer;
import io.hearsay.antientropy.ItemSet;
import io.hearsay.antientropy.Method;
import io.hearsay.antientropy.Reconciler;
import io.hearsay.antientropy.ReconcilerCodec;
import io.hearsay.antientropy.ReconcilerConfig;
import io.hearsay.antientropy.ReconcilerEvent.Reconciled;
import io.hearsay.antientropy.ReconcilerMessage;
import io.hearsay.antientropy.SipHash;
import io.hearsay.antientropy.merkle.HashTree;
import io.hearsay.antientropy.merkle.Merkle;
import io.hearsay.antientropy.merkle.MerkleCodec;
import io.hearsay.antientropy.merkle.MerkleMessage;
import io.hearsay.antientropy.merkle.RangeCodec;
import io.hearsay.antientropy.merkle.RangeMessage;
import io.hearsay.antientropy.merkle.Ranges;
import io.hearsay.antientropy.riblt.CodedSymbols;
import io.hearsay.antientropy.riblt.Riblt;
import io.hearsay.antientropy.riblt.RibltCodec;
import io.hearsay.antientropy.riblt.RibltMessage;
import io.hearsay.sim.Latency;
import io.hearsay.sim.Life;
import io.hearsay.sim.StackSetup;
import io.hearsay.sim.World;
import io.hearsay.sim.WorldConfig;
import io.hearsay.stack.MessageCodec;
import io.hearsay.stack.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Two replicas that differ in a few entries: what it costs to make them agree. Bytes are those of sealed frames. */
final class ReconcileExperiment implements Experiment {
    private static final MessageCodec CODEC = MessageCodec.empty()
            .with(
                    ReconcilerMessage.class,
                    new ReconcilerCodec(),
                    Traffic.DATA,
                    ReconcilerCodec.FIRST_KIND,
                    ReconcilerCodec.LAST_KIND)
            .with(RibltMessage.class, new RibltCodec(), Traffic.DATA, RibltCodec.FIRST_KIND, RibltCodec.LAST_KIND)
            .with(MerkleMessage.class, new MerkleCodec(), Traffic.DATA, MerkleCodec.FIRST_KIND, MerkleCodec.LAST_KIND)
            .with(RangeMessage.class, new RangeCodec(), Traffic.DATA, RangeCodec.FIRST_KIND, RangeCodec.LAST_KIND);

    /** Longer than a link that nobody needs lingers, so that each exchange pays for its own. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private enum Chosen {
        AUTO,
        RIBLT,
        MERKLE,
        RANGE
    }

    @Override
    public String name() {
        return "reconcile";
    }

    @Override
    public String about() {
        return "Anti-entropy: what it costs to make two replicas agree that differ in so many items.";
    }

    @Override
    public int usualNodes() {
        return 2;
    }

    @Override
    public int usualRuns() {
        return 1;
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                new Flag("method", "auto", "auto, riblt, merkle, range", "How the difference is found."),
                new Flag("keys", "20000", "1..8000000", "Entries that each replica has."),
                new Flag(
                        "diff",
                        "0,1,2,10,100,1000",
                        "",
                        "Items that one of the two does not have, one exchange for each number; a changed key is two."),
                new Flag("recent", "false", "", "One replica alone has changed, just now."),
                new Flag("rtt", "200us", "", "Round-trip time."));
    }

    @Override
    public Trial prepare(int nodes, Settings settings) {
        if (nodes != 2) throw new LabException("--nodes must be 2: anti-entropy is between two");
        int keys = settings.count("keys", 1, 8_000_000);
        List<Integer> differences = differences(settings, keys);
        Chosen chosen = settings.choice("method", Chosen.class);
        boolean recent = settings.isOn("recent");
        Duration oneWay = settings.time("rtt").dividedBy(2);
        return seed -> new Run(seed, keys, chosen, oneWay).measure(differences, recent);
    }

    private static List<Integer> differences(Settings settings, int keys) {
        List<Integer> differences = new ArrayList<>();
        for (String text : settings.text("diff").split(",", -1)) {
            Settings one = Settings.of(List.of(new Flag("diff", "0", "", "")), Map.of("diff", text));
            differences.add(one.count("diff", 0, keys));
        }
        return differences;
    }

    @Override
    public List<Expected> theory(int nodes, Settings settings, Map<String, Summary> measured) {
        List<Expected> expected = new ArrayList<>();
        for (int diff : differences(settings, Integer.MAX_VALUE)) {
            if (diff == 0) continue;
            // log2 of (2^64 choose d) / 8 d, by Stirling
            double limit = (64 - StrictMath.log(diff) / StrictMath.log(2) + 1.4427) / 8;
            expected.add(new Expected("overhead." + diff, limit, "information limit of 64-bit items"));
        }
        return expected;
    }

    /** Two replicas in one world. */
    private static final class Run {
        private final World world;
        private final SipHash secret;
        private final Chosen chosen;
        private final Ledger.Index index;
        private final List<Ledger> ledgers = new ArrayList<>();
        private final List<Reconciler> reconcilers = new ArrayList<>();
        private final List<Peer> peers = new ArrayList<>();
        private final List<Reconciled> ended = new ArrayList<>();
        private final Map<String, Double> sampled = new LinkedHashMap<>();
        private final int spread;
        private int nextKey;
        private int version = 1;

        Run(long seed, int keys, Chosen chosen, Duration oneWay) {
            this.chosen = chosen;
            world = new World(WorldConfig.frames(seed, StackSetup.sealed(CODEC)));
            world.network().latency(Latency.constant(oneWay));
            SplittableRandom chance = world.chance().split();
            secret = new SipHash(chance.nextLong(), chance.nextLong());
            spread = keys;
            index = new Ledger.Index(secret, 2 * keys + 64 * ItemSet.RECENT);
            for (String name : List.of("a", "b"))
                world.node(name, life -> reconciler(life, keys)).start();
            world.onEvent((node, event) -> {
                if (event instanceof Reconciled reconciled) ended.add(reconciled);
            });
            while (nextKey < keys) addToBoth();
        }

        private Reconciler reconciler(Life life, int keys) {
            HashTree tree = new HashTree();
            CodedSymbols symbols = new CodedSymbols(secret);
            ItemSet items = new ItemSet(tree, symbols);
            Ledger ledger = new Ledger(index, items, keys);
            List<Method> methods = new ArrayList<>();
            if (chosen == Chosen.AUTO || chosen == Chosen.RIBLT) methods.add(new Riblt(symbols));
            if (chosen == Chosen.AUTO || chosen == Chosen.MERKLE) methods.add(new Merkle(tree));
            if (chosen == Chosen.RANGE) methods.add(new Ranges(tree));
            Reconciler reconciler =
                    new Reconciler(ReconcilerConfig.usual(), life.environment(), items, ledger, methods);
            ledgers.add(ledger);
            reconcilers.add(reconciler);
            peers.add(life.peer());
            return reconciler;
        }

        private void addToBoth() {
            for (Ledger ledger : ledgers) ledger.put(nextKey, 1);
            nextKey++;
        }

        Sample measure(List<Integer> differences, boolean recent) {
            for (int diff : differences) {
                differ(diff, recent);
                exchange(diff);
            }
            return new Sample(
                    sampled, List.of(), world.counts().messages(), world.trace().hash());
        }

        /** Changes a key on one side for each two items, and adds one if one is left over. */
        private void differ(int diff, boolean recent) {
            version++;
            for (int i = 0; i < diff / 2; i++) ledgers.get(recent ? 1 : i % 2).put(i % spread, version);
            if (diff % 2 == 1) ledgers.get(1).put(nextKey++, 1);
            if (!recent) for (int i = 0; i <= ItemSet.RECENT; i++) addToBoth();
        }

        private void exchange(int diff) {
            long bytes = world.counts().bytes();
            long messages = world.counts().messages();
            long began = world.nowNanos();
            ended.clear();
            world.node("a").execute(() -> reconcilers.get(0).reconcile(peers.get(1)));
            boolean isOver = world.runUntil(() -> !ended.isEmpty(), LONGEST);
            long took = world.nowNanos() - began;
            world.run(PAUSE);
            if (isOver) sample(diff, ended.get(0), world.counts().bytes() - bytes, took);
            sampled.put("messages." + diff, (double) (world.counts().messages() - messages));
            sampled.put("agreed." + diff, isOver && ended.get(0).agreed() ? 1.0 : 0.0);
        }

        private void sample(int diff, Reconciled reconciled, long bytes, long nanos) {
            long content = (reconciled.sent() + reconciled.received()) * Ledger.CONTENT_BYTES;
            sampled.put("bytes." + diff, (double) bytes);
            if (diff > 0) sampled.put("overhead." + diff, (double) (bytes - content) / diff);
            sampled.put("ofEverything." + diff, (double) bytes / ((double) nextKey * Ledger.CONTENT_BYTES));
            sampled.put("seconds." + diff, nanos / 1e9);
        }
    }
}
