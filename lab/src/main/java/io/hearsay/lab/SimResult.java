package io.hearsay.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearsay.sim.Outcome;
import io.hearsay.sim.Violation;

/**
 * What came of a scenario file.
 *
 * @param file as it was given
 * @param outcome of the run
 */
public record SimResult(String file, Outcome outcome) {

    /** Whether nothing was violated. */
    public boolean isGood() {
        return outcome.violations().isEmpty();
    }

    /** The command that does it again. */
    public String replay() {
        return "./hearsay sim run " + file + " --seed " + outcome.seed() + " --nodes " + outcome.nodes();
    }

    /** One JSON object: scenario, seed, nodes, virtualSeconds, messages, events, violations, traceHash. */
    public String json() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("scenario", outcome.scenario())
                .put("seed", outcome.seed())
                .put("nodes", outcome.nodes())
                .put("virtualSeconds", outcome.virtualSeconds())
                .put("messages", outcome.messages())
                .put("events", outcome.events());
        ArrayNode violations = json.putArray("violations");
        for (Violation violation : outcome.violations())
            violations
                    .addObject()
                    .put("virtualSeconds", violation.nanos() / 1e9)
                    .put("node", violation.node())
                    .put("invariant", violation.invariant())
                    .put("explanation", violation.explanation())
                    .put("replay", replay());
        return json.put("traceHash", outcome.traceHash()).toString();
    }
}
