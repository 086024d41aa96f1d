package io.hearsay.lab.experiment;

import io.hearsay.Peers;
import io.hearsay.Protocol;
import io.hearsay.dissemination.bimodal.Bimodal;
import io.hearsay.dissemination.bimodal.BimodalConfig;
import io.hearsay.dissemination.bimodal.Delivered;
import io.hearsay.dissemination.bimodal.Payload;
import io.hearsay.sim.World;
import io.hearsay.sim.WorldConfig;
import io.hearsay.theory.ReedFrost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bimodal multicast's gossip: how many one message reaches, in so many rounds (Birman et al. 1999, 5). */
final class BimodalExperiment implements Experiment {
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final int BINS = 10;
    private static final int MAX_CHAIN = 1_000;

    private enum Lost {
        CALL,
        PACKET
    }

    @Override
    public String name() {
        return "bimodal";
    }

    @Override
    public String about() {
        return "Bimodal multicast (Birman 1999): whether one message reaches almost all, almost nobody, or some.";
    }

    @Override
    public int usualNodes() {
        return 50;
    }

    @Override
    public int usualRuns() {
        return 1000;
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                new Flag("beta", "1", "0.01..64", "Peers that each who has it gossips to in a round, on average."),
                new Flag("rounds", "10", "1..1000", "Rounds of gossip."),
                new Flag("loss", "5%", "0..1, or percent", "Share lost."),
                new Flag(
                        "loss-of",
                        "call",
                        "call, packet",
                        "What is lost: a digest and what it would bring, or any packet."),
                new Flag("crash", "0.1%", "0..1, or percent", "Share of contacts that fail as their partner crashes."),
                new Flag("mail", "0", "0..1024", "Peers mailed at once in the unreliable first phase."));
    }

    @Override
    public Trial prepare(int nodes, Settings settings) {
        int rounds = settings.count("rounds", 1, 1000);
        BimodalConfig config = BimodalConfig.analysed(settings.number("beta", 0.01, 64), rounds)
                .withMail(settings.count("mail", 0, 1024));
        double crash = settings.ratio("crash");
        boolean packets = isOfPackets(settings);
        double packetLoss = packets ? settings.ratio("loss") : 0;
        double callLoss = packets ? crash : 1 - (1 - settings.ratio("loss")) * (1 - crash);
        return seed -> run(nodes, config, rounds, packetLoss, callLoss, seed);
    }

    private static boolean isOfPackets(Settings settings) {
        return settings.choice("loss-of", Lost.class) == Lost.PACKET;
    }

    private static Sample run(
            int nodes, BimodalConfig config, int rounds, double packetLoss, double callLoss, long seed) {
        World world = new World(WorldConfig.objects(seed));
        world.network().loss(packetLoss);
        int[] reached = {0};
        world.onEvent((node, event) -> {
            if (event instanceof Delivered) reached[0]++;
        });
        Space.Crowd crowd = new Space.Crowd(Space.complete(nodes));
        List<Bimodal> all = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            Peers peers = crowd.of(i);
            world.node("n" + i, life -> {
                        crowd.add(life.peer());
                        return new Lossy(
                                life.environment(),
                                callLoss,
                                LossOf.CALL,
                                env -> kept(all, new Bimodal(config, env, peers, life.instance())));
                    })
                    .start();
        }
        world.nodes().get(0).execute(() -> all.get(0).publish(new Payload(new byte[0])));
        world.run(ROUND.dividedBy(2)); // rounds begin at whole seconds and are looked at half-way
        List<Double> curve = new ArrayList<>(List.of(reached[0] / (double) nodes));
        for (int round = 0; round < rounds; round++) {
            world.run(ROUND);
            curve.add(reached[0] / (double) nodes);
        }
        return new Sample(
                values(reached[0], nodes),
                curve,
                world.counts().messages(),
                world.trace().hash());
    }

    private static Protocol<?, ?> kept(List<Bimodal> all, Bimodal node) {
        all.add(node);
        return node;
    }

    /** The bins are tenths: delivered.0 is up to 10 %, delivered.9 from 90 % on, the others are the middle. */
    private static Map<String, Double> values(int reached, int nodes) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("delivered", reached / (double) nodes);
        values.put("reachedAll", reached == nodes ? 1.0 : 0);
        values.put("middle", bin(reached, nodes) > 0 && bin(reached, nodes) < BINS - 1 ? 1.0 : 0);
        for (int bin = 0; bin < BINS; bin++) values.put("delivered." + bin, bin(reached, nodes) == bin ? 1.0 : 0);
        return values;
    }

    private static int bin(int reached, int nodes) {
        if (BINS * reached <= nodes) return 0;
        return Math.min(BINS - 1, BINS * reached / nodes);
    }

    private static double[] chain(int nodes, Settings settings, int rounds) {
        double p = ReedFrost.pbcastContact(
                nodes, settings.number("beta", 0.01, 64), settings.ratio("loss"), settings.ratio("crash"));
        return ReedFrost.everyRound(nodes, p, rounds);
    }

    private static boolean hasChain(int nodes, Settings settings) {
        return !isOfPackets(settings) && settings.count("mail", 0, 1024) == 0 && nodes <= MAX_CHAIN;
    }

    @Override
    public List<Expected> theory(int nodes, Settings settings, Map<String, Summary> measured) {
        if (!hasChain(nodes, settings)) return List.of();
        double[] chance = chain(nodes, settings, settings.count("rounds", 1, 1000));
        Map<String, Double> expected = new LinkedHashMap<>();
        for (int reached = 0; reached <= nodes; reached++)
            for (Map.Entry<String, Double> each : values(reached, nodes).entrySet())
                expected.merge(each.getKey(), chance[reached] * each.getValue(), Double::sum);
        List<Expected> theory = new ArrayList<>();
        expected.forEach(
                (measure, value) -> theory.add(new Expected(measure, value, "the exact chain, Birman et al. 1999, 5")));
        return theory;
    }

    @Override
    public String curveTitle() {
        return "fraction that has it";
    }

    @Override
    public List<Double> expectedCurve(int nodes, Settings settings, int length) {
        List<Double> curve = new ArrayList<>();
        if (!hasChain(nodes, settings)) return curve;
        for (int round = 0; round < length; round++) {
            double[] chance = chain(nodes, settings, round);
            double mean = 0;
            for (int reached = 0; reached <= nodes; reached++) mean += chance[reached] * reached / nodes;
            curve.add(mean);
        }
        return curve;
    }
}
