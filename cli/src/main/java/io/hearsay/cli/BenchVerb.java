package io.hearsay.cli;

import io.hearsay.agent.api.Json;
import io.hearsay.bench.BenchOptions;
import io.hearsay.bench.BenchOptions.Part;
import io.hearsay.bench.ClusterBench;
import io.hearsay.bench.MapBench;
import io.hearsay.bench.SimBench;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearsay bench}: figures with their definitions. */
@Command(
        name = "bench",
        description = "Measure, and say how it was measured.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            BenchVerb.OfCluster.class,
            BenchVerb.OfSim.class,
            BenchVerb.OfMap.class,
            StoreBenchVerb.class,
            KillsBenchVerb.class,
            PlanBenchVerb.class
        })
final class BenchVerb implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a verb is missing: " + String.join(", ", spec.subcommands().keySet()));
    }

    /** The report as it is, or its figures alone: what they mean is long, and in the JSON. */
    static void show(CommandSpec spec, boolean asJson, String report, String definitions) {
        if (asJson) {
            spec.commandLine().getOut().println(report);
            return;
        }
        Table table = new Table(Ink.ofTerminal(), "FIGURE", ">VALUE");
        figures(report).forEach((name, value) -> {
            if (!(value instanceof Map) && !name.equals(definitions))
                table.row(String.valueOf(name), String.valueOf(value));
        });
        table.lines().forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().println("how each was measured: --json, under " + definitions);
    }

    private static Map<?, ?> figures(String report) {
        try {
            return Json.readTame(report, Map.class);
        } catch (IOException e) {
            throw new AssertionError("the report is no JSON: " + report, e);
        }
    }

    /** {@code hearsay bench sim}. */
    @Command(
            name = "sim",
            description = "Measure the simulator: how many messages of production classes one core carries.")
    static final class OfSim implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(
                paramLabel = "PART",
                description = "averaging (push-pull), rumor (one, to everybody), frames or objects (full nodes).")
        private String part = "";

        @Option(names = "--nodes", paramLabel = "N", required = true, description = "How many nodes, 2 or more.")
        private int nodes;

        @Option(names = "--json", description = "Print one JSON object, with its definition.")
        private boolean json;

        @Override
        public Integer call() {
            show(spec, json, report(), "definition");
            return 0;
        }

        private String report() {
            try {
                return SimBench.run(chosen(), nodes);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
            }
        }

        private SimBench.Part chosen() {
            for (SimBench.Part each : SimBench.Part.values()) if (each.name().equalsIgnoreCase(part)) return each;
            throw new IllegalArgumentException("PART must be averaging, rumor, frames or objects, was '" + part + "'");
        }
    }

    /** {@code hearsay bench map}. */
    @Command(name = "map", description = "Measure replicated maps: reading, writing, spreading, heap.")
    static final class OfMap implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--entries", paramLabel = "N", description = "How many one member holds (default: 1000000).")
        private int entries = 1_000_000;

        @Option(names = "--nodes", paramLabel = "N", description = "How many members hear a write (default: 10).")
        private int nodes = 10;

        @Option(names = "--json", description = "Print one JSON object, with its definition.")
        private boolean json;

        @Override
        public Integer call() {
            show(spec, json, report(), "definition");
            return 0;
        }

        private String report() {
            try {
                return MapBench.run(entries, nodes);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
            }
        }
    }

    /** {@code hearsay bench cluster}. */
    @Command(
            name = "cluster",
            description = "Measure a cluster of real nodes on loopback: joining, deaths, events, rest.")
    static final class OfCluster implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--nodes", paramLabel = "N", required = true, description = "How many nodes, 2 or more.")
        private int nodes;

        @Option(names = "--repetitions", paramLabel = "R", description = "Deaths of each kind (default: 5).")
        private int repetitions = 5;

        @Option(
                names = "--parts",
                split = ",",
                paramLabel = "PART",
                description =
                        "Only these: join, idle, events, throughput, large, freeze, kill, steady (default: all but steady).")
        private List<String> parts = List.of();

        @Option(names = "--unsealed", description = "Without a key, as other systems are by default.")
        private boolean unsealed;

        @Option(names = "--tree", description = "Events along a tree (gossip.broadcast: tree), not as rumors.")
        private boolean tree;

        @Option(
                names = "--warm-up",
                paramLabel = "SECONDS",
                description = "Publish so long before throughput is counted (default: 0).")
        private int warmUp;

        @Option(names = "--json", description = "Print one JSON object, definitions included.")
        private boolean json;

        @Override
        public Integer call() {
            show(spec, json, ClusterBench.run(options()), "definitions");
            return 0;
        }

        private BenchOptions options() {
            try {
                BenchOptions options = BenchOptions.of(nodes)
                        .withRepetitions(repetitions)
                        .withSealed(!unsealed)
                        .withTree(tree)
                        .withWarmUp(Duration.ofSeconds(warmUp));
                return parts.isEmpty() ? options : options.withParts(chosen());
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
            }
        }

        private Set<Part> chosen() {
            return parts.stream()
                    .map(OfCluster::part)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Part.class)));
        }

        private static Part part(String word) {
            try {
                return Part.valueOf(word.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "--parts must be of "
                                + Stream.of(Part.values())
                                        .map(part -> part.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))
                                + ", was '" + word + "'",
                        e);
            }
        }
    }
}
