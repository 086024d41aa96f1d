package io.hearsay.lab.experiment;

import java.util.List;

/** All experiments; a protocol that comes later adds its own here. */
public final class Experiments {
    private static final List<Experiment> ALL = List.of(
            new RumorExperiment(),
            new SpreadExperiment(),
            new MedianCounterExperiment(),
            new FanoutExperiment(),
            new BimodalExperiment(),
            new ThroughputExperiment(),
            new SwimExperiment(),
            new PhiExperiment(),
            new AverageExperiment(),
            new PushSumExperiment(),
            new ReconcileExperiment(),
            new DeleteExperiment(),
            new ScuttlebuttExperiment(),
            new SymbolsExperiment(),
            new CyclonExperiment(),
            new HyParViewExperiment(),
            new PlumtreeExperiment(),
            new BroadcastExperiment());

    private Experiments() {}

    /** In the order in which they are listed. */
    public static List<Experiment> all() {
        return ALL;
    }

    /** The one of that name. */
    public static Experiment named(String name) {
        for (Experiment each : ALL) if (each.name().equals(name)) return each;
        throw new LabException("there is no experiment " + name + "; there are "
                + String.join(", ", ALL.stream().map(Experiment::name).toList()));
    }
}
