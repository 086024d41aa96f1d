package io.hearsay.lab.experiment;

import io.hearsay.dissemination.rumor.RumorConfig;
import io.hearsay.dissemination.rumor.RumorConfig.Exchange;
import io.hearsay.dissemination.rumor.RumorConfig.Rule;
import io.hearsay.dissemination.rumor.RumorConfig.Stopping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The median counter: to everybody with O(n log log n) transmissions (Karp et al. 2000). */
final class MedianCounterExperiment implements Experiment {
    @Override
    public String name() {
        return "median-counter";
    }

    @Override
    public String about() {
        return "The median-counter algorithm (Karp 2000): transmissions per node, and whether all are reached.";
    }

    @Override
    public int usualNodes() {
        return 1024;
    }

    @Override
    public List<Flag> flags() {
        return List.of(new Flag("ctr-max", "3", "1..13", "The level at which a node goes to its final phase."));
    }

    @Override
    public Trial prepare(int nodes, Settings settings) {
        int ctrMax = settings.count("ctr-max", 1, 13);
        RumorConfig config = RumorConfig.classic(Exchange.PUSH_PULL)
                .withStopping(new Stopping(true, Rule.MEDIAN_COUNTER, ctrMax, false, false, false));
        Epidemic epidemic = new Epidemic(nodes, chance -> config, Space.complete(nodes));
        return seed -> sample(epidemic.run(seed), nodes);
    }

    private static Sample sample(Epidemic.Course course, int nodes) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("transmissionsPerNode", course.copies() / (double) nodes);
        values.put("reachedAll", course.reached() == nodes ? 1.0 : 0.0);
        return new Sample(values, course.curve(), course.messages(), course.trace());
    }

    @Override
    public String curveTitle() {
        return "fraction that has heard";
    }
}
