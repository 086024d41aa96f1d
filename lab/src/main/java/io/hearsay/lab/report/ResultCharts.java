package io.hearsay.lab.report;

import io.hearsay.lab.experiment.Expected;
import io.hearsay.lab.experiment.Result;
import io.hearsay.lab.experiment.Sample;
import io.hearsay.lab.report.Chart.Kind;
import io.hearsay.lab.report.Chart.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What one experiment came to, as a page: its table, its course with theory laid over it, its histograms. */
public final class ResultCharts {
    private static final int BINS = 24;

    private ResultCharts() {}

    /** The page of one result. */
    public static Page page(Result result) {
        Page page = new Page("hearsay lab " + result.experiment().name())
                .text(result.experiment().about())
                .command(result.command())
                .table(
                        List.of("measure", "mean", "±95 %", "p50", "p90", "p99", "max", "theory", "source"),
                        rows(result));
        List<Chart> charts = new ArrayList<>();
        course(result).ifPresent(charts::add);
        result.results().forEach((measure, summary) -> {
            if (summary.max() > summary.min() && !measure.contains(".")) charts.add(histogram(result, measure));
        });
        return page.charts(charts);
    }

    private static List<List<String>> rows(Result result) {
        List<List<String>> rows = new ArrayList<>();
        result.results().forEach((measure, summary) -> {
            Optional<Expected> theory = result.theory().stream()
                    .filter(each -> each.measure().equals(measure))
                    .findFirst();
            rows.add(List.of(
                    measure,
                    Page.number(summary.mean()),
                    Page.number(summary.ci95()),
                    Page.number(summary.p50()),
                    Page.number(summary.p90()),
                    Page.number(summary.p99()),
                    Page.number(summary.max()),
                    theory.map(each -> Page.number(each.value())).orElse(""),
                    theory.map(Expected::source).orElse("")));
        });
        return rows;
    }

    /** The mean course of all runs, and theory's; empty if the experiment has none. */
    public static Optional<Chart> course(Result result) {
        return course(
                result,
                result.experiment().name() + ": " + result.experiment().curveTitle() + ", "
                        + result.parameters().get("nodes") + " nodes");
    }

    /** The same under another title. */
    public static Optional<Chart> course(Result result, String title) {
        int length = result.curve().size();
        if (length < 2) return Optional.empty();
        List<Series> series = new ArrayList<>(List.of(new Series("measured", result.curve(), false)));
        if (!result.expectedCurve().isEmpty()) series.add(new Series("theory", result.expectedCurve(), true));
        return Optional.of(new Chart(
                title,
                Kind.LINE,
                "cycle",
                result.experiment().curveTitle(),
                false,
                IntStream.range(0, length).mapToObj(Integer::toString).toList(),
                series,
                result.command()));
    }

    /** How often a measure had which value. */
    public static Chart histogram(Result result, String measure) {
        return histogram(
                result,
                measure,
                "How often " + measure + " was what, in " + result.samples().size() + " runs");
    }

    /** The same under another title. */
    public static Chart histogram(Result result, String measure, String title) {
        double[] values = result.samples().stream()
                .map(Sample::values)
                .filter(sample -> sample.containsKey(measure))
                .mapToDouble(sample -> sample.get(measure))
                .sorted()
                .toArray();
        double least = values[0];
        double width = width(least, values[values.length - 1]);
        List<String> labels = new ArrayList<>();
        List<Double> counts = new ArrayList<>();
        int at = 0;
        for (int bin = 0; at < values.length; bin++) {
            double end = least + (bin + 1) * width;
            int from = at;
            while (at < values.length && (values[at] < end || bin > BINS)) at++;
            labels.add(Page.number(least + bin * width));
            counts.add((double) (at - from));
        }
        return new Chart(
                title,
                Kind.BAR,
                measure,
                "runs",
                false,
                labels,
                List.of(new Series("runs", counts, false)),
                result.command());
    }

    /** Whole numbers get a bin each where they fit. */
    private static double width(double least, double most) {
        double span = most - least;
        boolean whole = least == Math.rint(least) && most == Math.rint(most) && span >= 2;
        return whole ? Math.ceil((span + 1) / BINS) : span * 1.000001 / BINS;
    }
}
