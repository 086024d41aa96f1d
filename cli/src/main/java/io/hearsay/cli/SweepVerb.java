package io.hearsay.cli;

import io.hearsay.lab.experiment.Experiment;
import io.hearsay.lab.experiment.Experiments;
import io.hearsay.lab.experiment.LabException;
import io.hearsay.lab.experiment.RunSpec;
import io.hearsay.lab.sweep.Axis;
import io.hearsay.lab.sweep.Sweep;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearsay lab sweep}: an experiment over a grid. */
@Command(
        name = "sweep",
        description =
                "Run an experiment over a grid of settings. With --out, what is finished is kept: start it again to go on.")
final class SweepVerb implements Callable<Integer> {
    private static final int BAR = 30;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "EXPERIMENT", description = "One of `hearsay lab --help`.")
    private String name = "";

    @Option(
            names = "--vary",
            paramLabel = "AXIS",
            required = true,
            description = "name=a,b,c or name=from..to:xF or name=from..to:+S; may be given again.")
    private List<String> vary = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "NAME=V",
            description = "A flag of the experiment that stays the same; may be given again.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--nodes", paramLabel = "N", description = "How many nodes, unless varied.")
    private @Nullable Integer nodes;

    @Option(names = "--runs", paramLabel = "R", description = "How many runs in each cell.")
    private @Nullable Integer runs;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Where all chance comes from; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--jobs", paramLabel = "J", description = "Cells at a time; default: one per core.")
    private @Nullable Integer jobs;

    @Option(names = "--out", paramLabel = "DIR", description = "Keep finished cells here.")
    private @Nullable Path out;

    @Option(names = "--csv", paramLabel = "F", description = "Write the table to this file too.")
    private @Nullable Path csv;

    @Option(names = "--html", paramLabel = "F", description = "Write a report with charts to this file.")
    private @Nullable Path html;

    @Override
    public Integer call() throws IOException {
        Sweep sweep = sweep();
        PrintWriter table = spec.commandLine().getOut();
        table.print(sweep.csv());
        table.flush();
        if (csv != null) Files.writeString(csv, sweep.csv());
        if (html != null) sweep.page().write(html);
        return 0;
    }

    private Sweep sweep() {
        try {
            Experiment experiment = Experiments.named(name);
            RunSpec run = new RunSpec(
                    nodes == null ? experiment.usualNodes() : nodes,
                    runs == null ? experiment.usualRuns() : runs,
                    seed,
                    jobs == null ? Runtime.getRuntime().availableProcessors() : jobs);
            List<Axis> axes = vary.stream().map(Axis::parse).toList();
            return Sweep.run(experiment, axes, set, run, Optional.ofNullable(out), progress());
        } catch (LabException e) {
            throw LabVerb.refused(spec, e);
        }
    }

    /** A bar on stderr, drawn over itself: how much is done, how fast, how long it will take. */
    private BiConsumer<Integer, Integer> progress() {
        PrintWriter err = spec.commandLine().getErr();
        long start = System.nanoTime();
        int[] before = {-1};
        return (done, all) -> {
            synchronized (before) {
                if (before[0] < 0) before[0] = done;
                double rate = (done - before[0]) * 1e9 / Math.max(1, System.nanoTime() - start);
                String left =
                        rate == 0 ? "" : String.format(Locale.ROOT, ", %.2f/s, %.0f s left", rate, (all - done) / rate);
                int full = BAR * done / all;
                err.print("\r[" + "#".repeat(full) + ".".repeat(BAR - full) + "] " + done + "/" + all + left + "   "
                        + (done.equals(all) ? System.lineSeparator() : ""));
                err.flush();
            }
        };
    }
}
