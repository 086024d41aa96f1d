package io.hearsay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hearsay.agent.api.Json;
import io.hearsay.lab.ScenarioException;
import io.hearsay.lab.ScenarioFile;
import io.hearsay.lab.Shipped;
import io.hearsay.lab.SimResult;
import io.hearsay.lab.SimRun;
import io.hearsay.sim.Outcome;
import io.hearsay.sim.Violation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearsay sim}: the production code on virtual time. */
@Command(
        name = "sim",
        description = "Run the production code on virtual time and a virtual network.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {SimVerb.Run.class, SimVerb.Shelf.class})
final class SimVerb implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a verb is missing: " + String.join(", ", spec.subcommands().keySet()));
    }

    /** {@code hearsay sim run}. */
    @Command(
            name = "run",
            description = "Run a scenario; the same seed gives the same trace. Exit code 1: an invariant was violated.")
    static final class Run implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(
                paramLabel = "FILE",
                description = "A YAML file, or the name of a scenario that comes with Hearsay: `hearsay sim list`.")
        private Path file;

        @Option(names = "--seed", paramLabel = "S", required = true, description = "Where all chance comes from.")
        private long seed;

        @Option(names = "--nodes", paramLabel = "N", description = "How many nodes, instead of the file's number.")
        private @Nullable Integer nodes;

        @Option(names = "--json", description = "Print one JSON object.")
        private boolean json;

        @Override
        public Integer call() {
            SimResult result = result();
            PrintWriter out = spec.commandLine().getOut();
            if (json) out.println(result.json());
            else print(result, out);
            return result.isGood() ? 0 : Errors.NEGATIVE;
        }

        private SimResult result() {
            try {
                return SimRun.run(file, seed, nodes == null ? OptionalInt.empty() : OptionalInt.of(nodes));
            } catch (ScenarioException e) {
                throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
            }
        }

        private static void print(SimResult result, PrintWriter out) {
            Outcome outcome = result.outcome();
            out.println(outcome.scenario() + ": " + outcome.nodes() + " nodes, " + outcome.virtualSeconds()
                    + " s of virtual time, " + outcome.messages() + " messages, " + outcome.events() + " events");
            out.println("trace " + outcome.traceHash() + " (the same for this seed, on every machine)");
            for (Violation violation : outcome.violations())
                out.println("violated at " + violation.nanos() / 1e9 + " s by " + violation.node() + ": "
                        + violation.invariant() + ": " + violation.explanation());
            out.println(result.isGood() ? "all invariants held" : "again: " + result.replay());
        }
    }

    /** {@code hearsay sim list}. */
    @Command(name = "list", description = "List the scenarios that come with Hearsay.")
    static final class Shelf implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--json", description = "Print one JSON object.")
        private boolean json;

        private record Entry(String name, String about) {}

        private record Entries(List<Entry> scenarios) {}

        @Override
        public Integer call() {
            List<Entry> entries = Shipped.names().stream().map(Shelf::entry).toList();
            PrintWriter out = spec.commandLine().getOut();
            if (json) out.println(new String(Json.write(new Entries(entries)), UTF_8));
            else
                for (Entry entry : entries) out.println(entry.name() + System.lineSeparator() + "    " + entry.about());
            return 0;
        }

        private static Entry entry(String name) {
            return new Entry(
                    name,
                    ScenarioFile.read(Path.of(name), 0, OptionalInt.empty()).about());
        }
    }
}
