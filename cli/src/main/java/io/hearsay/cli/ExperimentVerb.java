package io.hearsay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hearsay.agent.api.Json;
import io.hearsay.lab.experiment.Expected;
import io.hearsay.lab.experiment.Experiment;
import io.hearsay.lab.experiment.Flag;
import io.hearsay.lab.experiment.LabException;
import io.hearsay.lab.experiment.Result;
import io.hearsay.lab.experiment.RunSpec;
import io.hearsay.lab.experiment.Runner;
import io.hearsay.lab.report.ResultCharts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearsay lab EXPERIMENT}: one experiment, with the flags that it brings. */
@Command
final class ExperimentVerb implements Callable<Integer> {
    private final Experiment experiment;

    @Spec
    private CommandSpec spec;

    @Option(names = "--nodes", paramLabel = "N", description = "How many nodes; default ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(names = "--runs", paramLabel = "R", description = "How many runs; default ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Where all chance comes from; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--jobs", paramLabel = "J", description = "Runs at a time; default: one per core.")
    private @Nullable Integer jobs;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(names = "--csv", paramLabel = "F", description = "Write each run's values to this file.")
    private @Nullable Path csv;

    @Option(names = "--html", paramLabel = "F", description = "Write a report with charts to this file.")
    private @Nullable Path html;

    private ExperimentVerb(Experiment experiment) {
        this.experiment = experiment;
        this.nodes = experiment.usualNodes();
        this.runs = experiment.usualRuns();
    }

    static CommandLine commandLine(Experiment experiment) {
        CommandLine line = new CommandLine(new ExperimentVerb(experiment));
        CommandSpec spec = line.getCommandSpec().name(experiment.name());
        spec.usageMessage().description(experiment.about());
        for (Flag flag : experiment.flags()) spec.addOption(option(flag));
        return line;
    }

    private static OptionSpec option(Flag flag) {
        String about = flag.about() + " " + (flag.values().isEmpty() ? "" : flag.values() + "; ") + "default "
                + flag.fallback() + ".";
        OptionSpec.Builder option = OptionSpec.builder("--" + flag.name()).description(about.replace("%", "%%"));
        if (flag.isSwitch())
            return option.type(boolean.class)
                    .negatable(true)
                    .defaultValue(flag.fallback())
                    .fallbackValue("true")
                    .build();
        return option.type(String.class).paramLabel("V").build();
    }

    @Override
    public Integer call() throws IOException {
        Result result;
        try {
            int atOnce = jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
            result = Runner.run(experiment, new RunSpec(nodes, runs, seed, atOnce), given());
        } catch (LabException e) {
            throw LabVerb.refused(spec, e);
        }
        if (html != null) ResultCharts.page(result).write(html);
        if (csv != null) Files.writeString(csv, result.csv());
        PrintWriter out = spec.commandLine().getOut();
        if (json) out.println(new String(Json.write(result.fields()), UTF_8));
        else print(result, out);
        return 0;
    }

    private Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        for (Flag flag : experiment.flags()) {
            Object value = spec.findOption("--" + flag.name()).getValue();
            if (value != null) given.put(flag.name(), value.toString());
        }
        return given;
    }

    private static void print(Result result, PrintWriter out) {
        out.println(result.command());
        out.printf(Locale.ROOT, "%-24s %12s %10s %10s %10s %10s%n", "", "mean", "+-95%", "p50", "p99", "theory");
        result.results()
                .forEach((name, summary) -> out.printf(
                        Locale.ROOT,
                        "%-24s %12.6g %10.2g %10.4g %10.4g %10s%n",
                        name,
                        summary.mean(),
                        summary.ci95(),
                        summary.p50(),
                        summary.p99(),
                        theory(result, name)));
        out.printf(
                Locale.ROOT,
                "%d runs in %.1f s, %.2f million messages a second%n",
                result.spec().runs(),
                result.wallSeconds(),
                result.messagesPerSecond() / 1e6);
    }

    private static String theory(Result result, String measure) {
        for (Expected each : result.theory())
            if (each.measure().equals(measure)) return String.format(Locale.ROOT, "%.4g", each.value());
        return "";
    }
}
