package io.hearsay.sim;

import java.util.List;

/**
 * What came of a scenario.
 *
 * @param scenario its name
 * @param seed of the run
 * @param nodes how many nodes it had
 * @param virtualSeconds how long it lasted, in the world's own time
 * @param messages frames sent
 * @param events events that nodes emitted
 * @param violations what was broken, in the order in which it was found; empty when all is well
 * @param traceHash all that happened, as 16 hexadecimal digits
 */
public record Outcome(
        String scenario,
        long seed,
        int nodes,
        double virtualSeconds,
        long messages,
        long events,
        List<Violation> violations,
        String traceHash) {
    public Outcome {
        violations = List.copyOf(violations);
    }
}
