package io.hearsay.lab;

import io.hearsay.sim.FullNodes;
import io.hearsay.sim.Outcome;
import io.hearsay.sim.Scenario;
import io.hearsay.sim.Trace;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Runs scenario files: what {@code hearsay sim run} does. */
public final class SimRun {
    private SimRun() {}

    /**
     * Runs a scenario in a world of frames, on the calling thread.
     *
     * @param nodes instead of the file's own number
     * @throws ScenarioException if the file cannot be run, or not with so many nodes
     */
    public static SimResult run(Path file, long seed, OptionalInt nodes) {
        return run(file, seed, nodes, Trace.full());
    }

    /** The same with another trace: one that is written, to see what happens. */
    public static SimResult run(Path file, long seed, OptionalInt nodes, Trace trace) {
        Scenario scenario = ScenarioFile.read(file, seed, nodes);
        Outcome outcome;
        try {
            outcome = scenario.run(FullNodes.frames(seed).withTrace(trace));
        } catch (IllegalArgumentException e) {
            throw new ScenarioException(file + " cannot be run: " + e.getMessage());
        }
        return new SimResult(file.toString(), outcome);
    }
}
