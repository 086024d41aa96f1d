package io.hearsay.lab.papers;

import io.hearsay.lab.experiment.Experiment;
import io.hearsay.lab.experiment.Experiments;
import java.util.List;
import java.util.Map;

/**
 * One setting of an experiment of which figures are published.
 *
 * @param section of our collection, which names the paper
 * @param words what is special about this setting
 * @param experiment its name
 * @param flags what differs from the defaults
 * @param most how many runs it is worth: chosen so that all cases together take less than ten minutes on two cores
 * @param belief where we part from the paper for a reason: what we believe; else empty
 */
record Case(
        String section,
        String words,
        String experiment,
        int nodes,
        Map<String, String> flags,
        int most,
        String belief,
        List<Figure> figures) {

    Experiment run() {
        return Experiments.named(experiment);
    }
}
