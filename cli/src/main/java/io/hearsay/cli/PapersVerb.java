package io.hearsay.cli;

import io.hearsay.lab.experiment.LabException;
import io.hearsay.lab.papers.Papers;
import io.hearsay.lab.papers.Row;
import io.hearsay.lab.papers.Row.Verdict;
import io.hearsay.lab.report.Page;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearsay lab papers}: the published figures, run. */
@Command(
        name = "papers",
        description = "Run every published figure that can be reached, and say which agree. Takes minutes.")
final class PapersVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Where all chance comes from; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--jobs", paramLabel = "J", description = "Runs at a time; default: one per core.")
    private @Nullable Integer jobs;

    @Option(
            names = "--effort",
            paramLabel = "E",
            defaultValue = "1",
            description =
                    "Share of the runs, 0.001..100; with less, more rows are not shown; default ${DEFAULT-VALUE}.")
    private double effort;

    @Option(names = "--html", paramLabel = "F", description = "Write the report to this file.")
    private @Nullable Path html;

    @Override
    public Integer call() {
        if (!(effort >= 0.001 && effort <= 100))
            throw LabVerb.refused(spec, new LabException("--effort must be 0.001..100, was " + effort));
        PrintWriter out = spec.commandLine().getOut();
        int atOnce = jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
        Papers papers = Papers.run(seed, atOnce, effort, row -> print(row, out));
        out.printf(
                Locale.ROOT,
                "%d agree, %d differ, %d are not shown%n",
                papers.count(Verdict.AGREES),
                papers.count(Verdict.DIFFERS),
                papers.count(Verdict.NOT_SHOWN));
        if (html != null) papers.page().write(html);
        return papers.count(Verdict.DIFFERS) == 0 ? 0 : Errors.NEGATIVE;
    }

    private static void print(Row row, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-9s %-62s %-24s %10s  ours %10s  se %9s  %d runs%n",
                Papers.word(row.verdict()),
                row.words(),
                row.measure(),
                row.reference(),
                Page.number(row.summary().mean()),
                Page.number(row.summary().standardError()),
                row.summary().count());
        out.flush();
    }
}
