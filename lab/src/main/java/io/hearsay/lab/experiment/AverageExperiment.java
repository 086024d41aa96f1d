package io.hearsay.lab.experiment;

import io.hearsay.Environment;
import io.hearsay.Peers;
import io.hearsay.computation.CycleConfig;
import io.hearsay.computation.CycleConfig.Pace;
import io.hearsay.computation.averaging.Averaging;
import io.hearsay.theory.AveragingLaws;
import io.hearsay.theory.AveragingLaws.Pairing;
import java.util.List;
import java.util.Map;

/** Push-pull averaging: how fast all hold the average (Jelasity, Montresor, Babaoglu 2005). */
final class AverageExperiment implements Experiment {
    private enum Lost {
        REQUEST,
        REPLY,
        EXCHANGE
    }

    @Override
    public String name() {
        return "average";
    }

    @Override
    public String about() {
        return "Push-pull averaging: by what the variance falls a cycle, and how wrong loss makes the result.";
    }

    @Override
    public int usualNodes() {
        return 10_000;
    }

    @Override
    public int usualRuns() {
        return 20;
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                new Flag("pairing", "sequential", "matching, random, sequential", "Who meets whom in a cycle."),
                new Flag("loss", "0", "0..1, or percent", "Share lost."),
                new Flag(
                        "loss-of",
                        "exchange",
                        "request, reply, exchange",
                        "What is lost; an exchange goes with its request."),
                new Flag("epsilon", "1e-6", "1e-12..1", "Largest relative error with which a run is over."),
                new Flag("cycles", "100", "1..10000", "Cycles after which it is over anyhow."));
    }

    @Override
    public Trial prepare(int nodes, Settings settings) {
        Pairing pairing = settings.choice("pairing", Pairing.class);
        Estimation estimation = Estimation.of(nodes, settings).loss(settings.ratio("loss"), loss(settings));
        CycleConfig config = config(pairing);
        boolean matched = pairing == Pairing.MATCHING;
        return seed -> estimation.run(seed, matched, (env, peers, value) -> averaging(config, env, peers, value));
    }

    private static LossOf loss(Settings settings) {
        if (settings.ratio("loss") == 0) return LossOf.PACKET;
        return settings.choice("loss-of", Lost.class) == Lost.REPLY ? LossOf.ANSWER : LossOf.CALL;
    }

    private static CycleConfig config(Pairing pairing) {
        CycleConfig config = CycleConfig.defaults().withEvery(Estimation.CYCLE).withEpoch(0);
        return switch (pairing) {
            case MATCHING -> config.withPace(Pace.STEADY).withEvery(Estimation.CYCLE.dividedBy(2));
            case RANDOM -> config.withPace(Pace.POISSON);
            case SEQUENTIAL -> config.withPace(Pace.ANYWHERE);
        };
    }

    private static Estimation.Estimator averaging(CycleConfig config, Environment env, Peers peers, double value) {
        Averaging averaging = new Averaging(config, env, peers, () -> value);
        return new Estimation.Estimator(averaging, averaging::estimate);
    }

    @Override
    public List<Expected> theory(int nodes, Settings settings, Map<String, Summary> measured) {
        Pairing pairing = settings.choice("pairing", Pairing.class);
        double loss = settings.ratio("loss");
        if (loss > 0 && (pairing != Pairing.RANDOM || loss(settings) == LossOf.ANSWER)) return List.of();
        double factor = loss > 0 ? AveragingLaws.varianceFactorUnderLoss(loss) : AveragingLaws.varianceFactor(pairing);
        return List.of(
                new Expected("varianceFactor", factor, "Jelasity, Montresor, Babaoglu 2005, 3"),
                new Expected(
                        "rounds",
                        AveragingLaws.cycles(factor, settings.number("epsilon", 1e-12, 1)),
                        "2 ln epsilon / ln factor, an order of magnitude"));
    }

    @Override
    public String curveTitle() {
        return "log10 of the variance, from 0";
    }

    @Override
    public List<Double> expectedCurve(int nodes, Settings settings, int length) {
        for (Expected each : theory(nodes, settings, Map.of()))
            if (each.measure().equals("varianceFactor")) return Estimation.line(each.value(), length);
        return List.of();
    }

    @Override
    public int bytesPerNode() {
        return 1_500;
    }
}
