package io.hearsay.lab.experiment;

import io.hearsay.Environment;
import io.hearsay.Peers;
import io.hearsay.computation.pushsum.PushSum;
import io.hearsay.computation.pushsum.PushSumConfig;
import java.util.List;

/** Push-sum: how fast all hold the average when nobody answers (Kempe, Dobra, Gehrke 2003). */
final class PushSumExperiment implements Experiment {
    @Override
    public String name() {
        return "push-sum";
    }

    @Override
    public String about() {
        return "Push-sum: rounds until all estimates are right, and how wrong loss makes them.";
    }

    @Override
    public int usualNodes() {
        return 1000;
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                new Flag("loss", "0", "0..1, or percent", "Share of messages lost."),
                new Flag("self", "true", "", "A node may choose itself, as in the paper's analysis."),
                new Flag("epsilon", "1e-6", "1e-12..1", "Largest relative error with which a run is over."),
                new Flag("cycles", "200", "1..10000", "Rounds after which it is over anyhow."));
    }

    @Override
    public Trial prepare(int nodes, Settings settings) {
        PushSumConfig classic = PushSumConfig.classic();
        PushSumConfig config = new PushSumConfig(classic.rounds().withEvery(Estimation.CYCLE), settings.isOn("self"));
        Estimation estimation = Estimation.of(nodes, settings).loss(settings.ratio("loss"), LossOf.PACKET);
        return seed -> estimation.run(seed, false, (env, peers, value) -> pushSum(config, env, peers, value));
    }

    private static Estimation.Estimator pushSum(PushSumConfig config, Environment env, Peers peers, double value) {
        PushSum pushSum = new PushSum(config, env, peers, () -> value, 1);
        return new Estimation.Estimator(pushSum, pushSum::estimate);
    }

    @Override
    public String curveTitle() {
        return "log10 of the estimates' variance, from 0";
    }

    @Override
    public int bytesPerNode() {
        return 1_500;
    }
}
