package io.hearsay.lab.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an experiment came to.
 *
 * @param parameters the flags, nodes first
 * @param results by measure, in the experiment's order
 * @param curve the mean of the runs' curves; each goes on as it ended
 * @param samples run by run
 * @param traceHash of all runs together
 */
public record Result(
        Experiment experiment,
        Map<String, String> parameters,
        RunSpec spec,
        Map<String, Summary> results,
        List<Expected> theory,
        List<Double> curve,
        List<Double> expectedCurve,
        List<Sample> samples,
        double wallSeconds,
        double messagesPerSecond,
        long traceHash) {

    /** One measure, which some run has had. */
    public Summary of(String measure) {
        Summary summary = results.get(measure);
        if (summary == null) throw new IllegalArgumentException("no run had a " + measure);
        return summary;
    }

    /** What JSON shows of it. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("experiment", experiment.name());
        fields.put("parameters", parameters);
        fields.put("seed", spec.seed());
        fields.put("runs", spec.runs());
        Map<String, Object> shown = new LinkedHashMap<>();
        results.forEach((name, summary) -> shown.put(name, fields(summary)));
        fields.put("results", shown);
        Map<String, Object> expected = new LinkedHashMap<>();
        for (Expected each : theory)
            expected.put(each.measure(), Map.of("value", each.value(), "source", each.source()));
        fields.put("theory", expected);
        fields.put("wallSeconds", wallSeconds);
        fields.put("messagesPerSecond", messagesPerSecond);
        return fields;
    }

    private static Map<String, Object> fields(Summary summary) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("mean", summary.mean());
        fields.put("sd", summary.sd());
        fields.put("ci95", summary.ci95());
        fields.put("min", summary.min());
        fields.put("p50", summary.p50());
        fields.put("p90", summary.p90());
        fields.put("p99", summary.p99());
        fields.put("max", summary.max());
        return fields;
    }

    /** The command that gives the same figures again. */
    public String command() {
        StringBuilder command = new StringBuilder("./hearsay lab ").append(experiment.name());
        parameters.forEach((name, value) -> {
            if (isUsual(name, value)) return;
            if (value.equals("true")) command.append(" --").append(name);
            else if (value.equals("false")) command.append(" --no-").append(name);
            else command.append(" --").append(name).append(' ').append(value);
        });
        return command.append(" --runs ")
                .append(spec.runs())
                .append(" --seed ")
                .append(spec.seed())
                .toString();
    }

    private boolean isUsual(String name, String value) {
        for (Flag flag : experiment.flags())
            if (flag.name().equals(name)) return flag.fallback().equals(value);
        return false;
    }

    /** One line for each run: its number and its values; a value that a run does not have is empty. */
    public String csv() {
        StringBuilder csv = new StringBuilder("run");
        List<String> names = new ArrayList<>(results.keySet());
        for (String name : names) csv.append(',').append(name);
        for (int run = 0; run < samples.size(); run++) {
            csv.append('\n').append(run);
            for (String name : names) {
                Double value = samples.get(run).values().get(name);
                csv.append(',').append(value == null ? "" : value.toString());
            }
        }
        return csv.append('\n').toString();
    }
}
