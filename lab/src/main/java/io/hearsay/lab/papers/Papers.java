package io.hearsay.lab.papers;

import io.hearsay.lab.experiment.Result;
import io.hearsay.lab.experiment.RunSpec;
import io.hearsay.lab.experiment.Runner;
import io.hearsay.lab.experiment.Summary;
import io.hearsay.lab.papers.Row.Verdict;
import io.hearsay.lab.report.Chart;
import io.hearsay.lab.report.Chart.Kind;
import io.hearsay.lab.report.Chart.Series;
import io.hearsay.lab.report.Page;
import io.hearsay.lab.report.ResultCharts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs every published figure that the lab can reach, and says of each whether ours agrees.
 *
 * <p>How many runs a case gets follows from a pilot: enough that three standard errors are 2 % of each value (10 % of
 * residues below 0.01), and no more than the case is worth. Repeatable from the seed.
 */
public final class Papers {
    private static final int PILOT = 30;

    /** A pilot may be wrong about the spread; what came of it is a better one. */
    private static final int REPEATS = 3;

    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Result> results = new LinkedHashMap<>();

    private Papers() {}

    /**
     * Runs them all; blocks for minutes.
     *
     * @param effort the share of runs that each case is worth, 1 for all of them; with less more rows are not shown
     * @param told of each row as it comes
     */
    public static Papers run(long seed, int jobs, double effort, Consumer<Row> told) {
        Papers papers = new Papers();
        for (Case each : Figures.all()) papers.run(each, seed, jobs, effort, told);
        return papers;
    }

    private void run(Case each, long seed, int jobs, double effort, Consumer<Row> told) {
        int most = (int) Math.max(1, Math.round(each.most() * effort));
        Result result = result(each, Math.min(PILOT, most), seed, jobs);
        for (int again = 0; again < REPEATS && result.spec().runs() < Math.min(most, needed(each, result)); again++)
            result = result(each, Math.min(most, needed(each, result)), seed, jobs);
        results.put(each.words(), result);
        for (Figure figure : each.figures()) {
            Summary ours = result.of(figure.measure());
            Row row = new Row(
                    each.section(),
                    each.words(),
                    figure.measure(),
                    figure.reference(),
                    ours,
                    Row.judge(figure, ours),
                    each.belief(),
                    result.command());
            rows.add(row);
            told.accept(row);
        }
    }

    private static Result result(Case each, int runs, long seed, int jobs) {
        return Runner.run(each.run(), new RunSpec(each.nodes(), runs, seed, jobs), each.flags());
    }

    /** Runs after which all figures of a case are precise, by what a pilot says of their spread; a fifth more. */
    private static int needed(Case each, Result pilot) {
        double needed = 0;
        for (Figure figure : each.figures()) {
            double wanted = Row.precision(figure) * figure.value();
            double ratio = Row.error(pilot.of(figure.measure())) / wanted;
            if (ratio <= 1) continue;
            boolean alike = pilot.of(figure.measure()).sd() == 0;
            needed = Math.max(needed, 1.2 * pilot.spec().runs() * (alike ? ratio : ratio * ratio));
        }
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(needed));
    }

    /** Figure by figure. */
    public List<Row> rows() {
        return List.copyOf(rows);
    }

    /** How many came out so. */
    public long count(Verdict verdict) {
        return rows.stream().filter(row -> row.verdict() == verdict).count();
    }

    /** The report. */
    public Page page() {
        Page page = new Page("Published figures and Hearsay's")
                .text(
                        "Each row is a number from the literature, and what the production protocols give in the simulator. It "
                                + "agrees when it lies within three standard errors and half a unit of the reference's last digit, and "
                                + "enough runs were made: three standard errors of at most 2 % of the value, 10 % for residues below "
                                + "0.01. With fewer runs it is not shown.")
                .text(String.format(
                        Locale.ROOT,
                        "%d agree, %d differ, %d are not shown.",
                        count(Verdict.AGREES),
                        count(Verdict.DIFFERS),
                        count(Verdict.NOT_SHOWN)))
                .command("./hearsay lab papers --html papers.html");
        page.charts(charts());
        List<String> sections = rows.stream().map(Row::section).distinct().toList();
        for (String section : sections)
            page.heading(section)
                    .table(
                            List.of("", "setting", "measure", "reference", "ours", "standard error", "runs", "command"),
                            rows.stream()
                                    .filter(row -> row.section().equals(section))
                                    .map(Papers::cells)
                                    .toList());
        return page;
    }

    private static List<String> cells(Row row) {
        String belief = row.verdict() == Verdict.DIFFERS && !row.belief().isEmpty() ? " " + row.belief() : "";
        return List.of(
                word(row.verdict()),
                row.words() + belief,
                row.measure(),
                row.reference(),
                Page.number(row.summary().mean()),
                Page.number(row.summary().standardError()),
                Integer.toString(row.summary().count()),
                row.command());
    }

    /** As people read it. */
    public static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private List<Chart> charts() {
        List<Chart> charts = new ArrayList<>();
        for (String words : List.of("push, n = 1024", "pull, n = 1024", "push-pull, n = 1024"))
            ResultCharts.course(kept(words), "How a rumor spreads: " + words).ifPresent(charts::add);
        charts.add(residueTrafficLaw());
        histogram(charts, "push, n = 1024", "rounds");
        histogram(charts, "Poisson fan-out ln n + 0, n = 1000", "reach");
        histogram(charts, "first detection in periods, n = 50", "firstDetection");
        for (String pairing : List.of("matching", "random", "sequential"))
            ResultCharts.course(
                            kept("variance after a cycle, " + pairing + ", n = 10 000"),
                            "How averaging converges: " + pairing)
                    .ifPresent(charts::add);
        return charts;
    }

    private void histogram(List<Chart> charts, String words, String measure) {
        charts.add(ResultCharts.histogram(kept(words), measure, measure + ": " + words));
    }

    private Result kept(String words) {
        Result result = results.get(words);
        if (result == null) throw new AssertionError("no case is called " + words);
        return result;
    }

    /** Residue against traffic of all push variants, and exp(-m). */
    private Chart residueTrafficLaw() {
        List<double[]> points = new ArrayList<>();
        results.forEach((words, result) -> {
            if (!words.startsWith("push,") || !result.results().containsKey("traffic")) return;
            points.add(new double[] {
                result.of("traffic").mean(), result.of("residue").mean()
            });
        });
        points.sort((a, b) -> Double.compare(a[0], b[0]));
        return new Chart(
                "Push, every variant: the residue is exp(-traffic)",
                Kind.POINTS,
                "copies per node",
                "fraction never reached",
                true,
                points.stream().map(point -> Page.number(point[0])).toList(),
                List.of(
                        new Series(
                                "measured",
                                points.stream().map(point -> point[1]).toList(),
                                false),
                        new Series(
                                "exp(-m)",
                                points.stream()
                                        .map(point -> StrictMath.exp(-point[0]))
                                        .toList(),
                                true)),
                "./hearsay lab papers --html papers.html");
    }
}
