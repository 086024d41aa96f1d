package io.hearsay.lab.sweep;

import io.hearsay.lab.experiment.Experiment;
import io.hearsay.lab.experiment.LabException;
import io.hearsay.lab.experiment.Result;
import io.hearsay.lab.experiment.RunSpec;
import io.hearsay.lab.experiment.Runner;
import io.hearsay.lab.experiment.Settings;
import io.hearsay.lab.report.Chart;
import io.hearsay.lab.report.Chart.Kind;
import io.hearsay.lab.report.Chart.Series;
import io.hearsay.lab.report.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * An experiment over all combinations of some values.
 *
 * <p>Each cell is a function of seed and flags, whatever was run before it and beside it: a sweep that was killed and
 * started again gives the same table as one that ran through.
 */
public final class Sweep {
    private static final int MAX_CELLS = 10_000;
    private static final String NODES = "nodes";

    private final Experiment experiment;
    private final List<Axis> axes;
    private final Map<String, String> given;
    private final RunSpec spec;
    private final List<Cell> cells = new ArrayList<>();

    private Sweep(Experiment experiment, List<Axis> axes, Map<String, String> given, RunSpec spec) {
        this.experiment = experiment;
        this.axes = List.copyOf(axes);
        this.given = new TreeMap<>(given);
        this.spec = spec;
    }

    /**
     * Runs what is not finished yet; blocks until all is.
     *
     * @param given flags that stay the same
     * @param spec with the number of nodes for sweeps that do not vary it; its jobs are cells at a time
     * @param out where finished cells are kept; empty: nowhere
     * @param progress is told how many cells are done, of how many
     */
    public static Sweep run(
            Experiment experiment,
            List<Axis> axes,
            Map<String, String> given,
            RunSpec spec,
            Optional<Path> out,
            BiConsumer<Integer, Integer> progress) {
        Sweep sweep = new Sweep(experiment, axes, given, spec);
        List<Map<String, String>> grid = sweep.grid();
        for (Map<String, String> settings : grid) sweep.check(settings);
        sweep.cells.addAll(sweep.run(grid, out.map(folder -> CellStore.open(folder, sweep.wish())), progress));
        return sweep;
    }

    private List<Map<String, String>> grid() {
        if (axes.isEmpty()) throw new LabException("a sweep needs something to --vary");
        if (axes.stream().map(Axis::name).distinct().count() < axes.size())
            throw new LabException("--vary must name each flag once");
        double size = 1;
        for (Axis axis : axes) size *= axis.values().size();
        if (size > MAX_CELLS)
            throw new LabException(String.format(
                    Locale.ROOT, "a sweep has at most %,d cells, these are %,.0f; vary less", MAX_CELLS, size));
        List<Map<String, String>> grid = new ArrayList<>(List.of(Map.of()));
        for (Axis axis : axes) grid = times(grid, axis);
        return grid;
    }

    private static List<Map<String, String>> times(List<Map<String, String>> grid, Axis axis) {
        List<Map<String, String>> more = new ArrayList<>();
        for (Map<String, String> settings : grid)
            for (String value : axis.values()) {
                Map<String, String> one = new LinkedHashMap<>(settings);
                one.put(axis.name(), value);
                more.add(one);
            }
        return more;
    }

    /** Nothing is run before all cells are known to be possible. */
    private void check(Map<String, String> settings) {
        try {
            experiment.prepare(nodes(settings), Settings.of(experiment.flags(), flags(settings)));
        } catch (LabException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new LabException(String.valueOf(e.getMessage()));
        }
    }

    private int nodes(Map<String, String> settings) {
        String nodes = settings.get(NODES);
        if (nodes == null) return spec.nodes();
        try {
            int count = Integer.parseInt(nodes);
            if (count >= 2) return count;
        } catch (NumberFormatException e) {
            // said below
        }
        throw new LabException("nodes must be a whole number of 2 or more, was " + nodes);
    }

    private Map<String, String> flags(Map<String, String> settings) {
        Map<String, String> flags = new LinkedHashMap<>(given);
        flags.putAll(settings);
        flags.remove(NODES);
        return flags;
    }

    private List<Cell> run(
            List<Map<String, String>> grid, Optional<CellStore> store, BiConsumer<Integer, Integer> progress) {
        Cell[] done = new Cell[grid.size()];
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < done.length; i++) {
            Cell kept = store.isPresent() ? store.get().read(i) : null;
            if (kept == null) open.add(i);
            else done[i] = kept;
        }
        AtomicInteger finished = new AtomicInteger(done.length - open.size());
        progress.accept(finished.get(), done.length);
        if (!open.isEmpty())
            Runner.inParallel(Math.min(spec.jobs(), open.size()), open.size(), at -> {
                int index = open.get(at);
                Cell cell = run(grid.get(index));
                store.ifPresent(kept -> kept.write(index, cell));
                done[index] = cell;
                progress.accept(finished.incrementAndGet(), done.length);
            });
        return List.of(done);
    }

    private Cell run(Map<String, String> settings) {
        RunSpec own = new RunSpec(nodes(settings), spec.runs(), spec.seed(), 1);
        Result result = Runner.run(experiment, own, flags(settings));
        Map<String, Cell.Measured> results = new LinkedHashMap<>();
        result.results()
                .forEach((measure, summary) -> results.put(
                        measure, new Cell.Measured(summary.mean(), summary.ci95(), summary.p50(), summary.p99())));
        return new Cell(settings, results);
    }

    private String wish() {
        return command();
    }

    /** The command that gives the same table again. */
    public String command() {
        StringBuilder command = new StringBuilder("./hearsay lab sweep ").append(experiment.name());
        for (Axis axis : axes)
            command.append(" --vary ").append(axis.name()).append('=').append(String.join(",", axis.values()));
        given.forEach((name, value) ->
                command.append(" --set ").append(name).append('=').append(value));
        if (axes.stream().noneMatch(axis -> axis.name().equals(NODES)))
            command.append(" --nodes ").append(spec.nodes());
        return command + " --runs " + spec.runs() + " --seed " + spec.seed();
    }

    /** In the order of the axes, the last one fastest. */
    public List<Cell> cells() {
        return List.copyOf(cells);
    }

    /** One line a cell: its settings, then mean and half the 95 % interval of each measure. */
    public String csv() {
        List<String> header = new ArrayList<>(axes.stream().map(Axis::name).toList());
        for (String measure : measures()) header.addAll(List.of(measure, measure + ".ci95"));
        StringBuilder csv = new StringBuilder(String.join(",", header)).append('\n');
        for (Cell cell : cells) {
            List<String> line = new ArrayList<>(cell.settings().values());
            for (String measure : measures()) {
                Cell.Measured measured = cell.results().get(measure);
                line.add(measured == null ? "" : Double.toString(measured.mean()));
                line.add(measured == null ? "" : Double.toString(measured.ci95()));
            }
            csv.append(String.join(",", line)).append('\n');
        }
        return csv.toString();
    }

    private List<String> measures() {
        return cells.stream()
                .flatMap(cell -> cell.results().keySet().stream())
                .distinct()
                .toList();
    }

    /**
     * A line for each other setting: how a measure grows with the number of nodes; empty if that was not varied enough.
     */
    public Map<String, Fit> fits(String measure) {
        Map<String, Fit> fits = new LinkedHashMap<>();
        for (Map.Entry<String, List<Cell>> line : lines(NODES).entrySet()) {
            List<Double> sizes = new ArrayList<>();
            List<Double> values = new ArrayList<>();
            for (Cell cell : line.getValue()) {
                Cell.Measured measured = cell.results().get(measure);
                if (measured == null) continue;
                sizes.add(Double.valueOf(cell.settings().get(NODES)));
                values.add(measured.mean());
            }
            if (sizes.size() >= 3) fits.put(line.getKey(), Fit.of(sizes, values));
        }
        return fits;
    }

    /** Cells that differ in one flag only, by what the others are. */
    private Map<String, List<Cell>> lines(String along) {
        if (axes.stream().noneMatch(axis -> axis.name().equals(along))) return Map.of();
        return cells.stream()
                .collect(Collectors.groupingBy(
                        cell -> cell.settings().entrySet().stream()
                                .filter(entry -> !entry.getKey().equals(along))
                                .map(entry -> entry.getKey() + " " + entry.getValue())
                                .collect(Collectors.joining(", ")),
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    /** Small multiples, one for each measure; then the table. */
    public Page page() {
        Page page = new Page("hearsay lab sweep " + experiment.name())
                .text(experiment.about())
                .command(command());
        Axis along = axes.stream().filter(Axis::isNumeric).findFirst().orElse(axes.get(0));
        List<Chart> charts = new ArrayList<>();
        for (String measure : measures()) charts.add(chart(measure, along));
        page.charts(charts);
        List<List<String>> fits = new ArrayList<>();
        for (String measure : measures())
            fits(measure)
                    .forEach((others, fit) -> fits.add(List.of(
                            measure, others, Page.number(fit.a()), Page.number(fit.b()), Page.number(fit.r2()))));
        if (!fits.isEmpty())
            page.heading("Fits: a + b log2 n").table(List.of("measure", "where", "a", "b", "R²"), fits);
        return page.heading("All cells")
                .table(List.of(csv().lines().findFirst().orElse("").split(",")), table());
    }

    private List<List<String>> table() {
        return csv().lines()
                .skip(1)
                .map(line -> List.of(line.split(",", -1)))
                .map(Sweep::readable)
                .toList();
    }

    private static List<String> readable(List<String> line) {
        return line.stream().map(Sweep::readable).toList();
    }

    private static String readable(String cell) {
        try {
            return cell.contains(".") ? Page.number(Double.parseDouble(cell)) : cell;
        } catch (NumberFormatException e) {
            return cell;
        }
    }

    private Chart chart(String measure, Axis along) {
        List<Series> series = new ArrayList<>();
        lines(along.name()).forEach((others, line) -> {
            List<Double> values = new ArrayList<>();
            for (Cell cell : line) {
                Cell.Measured measured = cell.results().get(measure);
                values.add(measured == null ? Double.NaN : measured.mean());
            }
            series.add(new Series(others.isEmpty() ? measure : others, values, false));
        });
        return new Chart(measure, Kind.LINE, along.name(), measure, false, along.values(), series, command());
    }
}
