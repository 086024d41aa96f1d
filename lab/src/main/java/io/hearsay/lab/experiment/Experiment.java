package io.hearsay.lab.experiment;

import java.util.List;
import java.util.Map;

/** A question that is asked of a production protocol by running it many times. */
public interface Experiment {

    /** As on the command line. */
    String name();

    /** One sentence. */
    String about();

    /** How many nodes when nothing is said. */
    int usualNodes();

    /** How many runs when nothing is said. */
    default int usualRuns() {
        return 100;
    }

    /** What it can be told. */
    List<Flag> flags();

    /**
     * Reads the flags.
     *
     * @throws LabException if it cannot be run so
     */
    Trial prepare(int nodes, Settings settings);

    /** What theory says, given what was measured where a law ties two measures together. */
    default List<Expected> theory(int nodes, Settings settings, Map<String, Summary> measured) {
        return List.of();
    }

    /** What {@link Sample#curve} shows, for the report; empty if there is none. */
    default String curveTitle() {
        return "";
    }

    /** The curve that theory expects, so many points long; empty if none. */
    default List<Double> expectedCurve(int nodes, Settings settings, int length) {
        return List.of();
    }

    /** Heap that one node takes in a run, in bytes; measured. */
    default int bytesPerNode() {
        return 6_000;
    }
}
