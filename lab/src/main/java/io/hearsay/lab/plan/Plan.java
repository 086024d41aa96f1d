package io.hearsay.lab.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The settings that answer a wish, what to expect of them, and whether the simulator agrees.
 *
 * @param verification empty if none was asked for
 */
public record Plan(Choice choice, Optional<Verification> verification) {

    /** Plans by theory alone. */
    public static Plan of(Wish wish) {
        return new Plan(Planner.choose(wish), Optional.empty());
    }

    /**
     * Plans, and simulates what was planned; blocks for up to a minute.
     *
     * @param seed of all chance; what comes out is a function of it
     * @param jobs worlds at the same time; changes nothing but the time it takes
     */
    public static Plan verified(Wish wish, long seed, int jobs) {
        Choice choice = Planner.choose(wish);
        return new Plan(choice, Optional.of(Verification.of(choice, seed, jobs)));
    }

    /** For people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("# settings");
        lines.addAll(choice.knobs().yaml().lines().toList());
        lines.add("");
        lines.add(String.format(Locale.ROOT, "%-30s %12s %12s", "expected", "p50", "p99"));
        Forecast forecast = choice.forecast();
        lines.add(row("hops to all", forecast.hops()));
        lines.add(timeRow("time to all", forecast.delivery()));
        lines.add(timeRow("killed, known to the first", forecast.killedFirst()));
        lines.add(timeRow("killed, known to all", forecast.killedAll()));
        lines.add(timeRow("frozen, known to the first", forecast.frozenFirst()));
        lines.add(timeRow("frozen, known to all", forecast.frozenAll()));
        lines.add(value("all reached by first copies", "%.5f", forecast.reachesAll()));
        lines.add(value("false deaths, node and day", "at most %.1e", forecast.falseDeaths()));
        lines.add(value("bytes at rest, node and second", "%.0f", forecast.restBytes()));
        lines.add(value("bytes per event of 100 B, node", "%.0f", forecast.eventBytes()));
        choice.shortfalls().forEach(missed -> lines.add("NOT POSSIBLE: " + missed));
        verification.ifPresent(seen -> verified(seen, lines));
        return lines;
    }

    private void verified(Verification seen, List<String> lines) {
        lines.add("");
        int asked = choice.wish().network().nodes();
        lines.add(String.format(
                Locale.ROOT,
                "simulated: %d full nodes%s, %.1f s",
                seen.nodes(),
                seen.nodes() < asked ? " (not " + asked + ": theory for " + seen.nodes() + " stands beside them)" : "",
                seen.wallSeconds()));
        lines.addAll(lines(seen.comparisons()));
        lines.add(String.format(
                Locale.ROOT,
                "%-16s %12.0f %12.0f bytes a node and second; %d false deaths in %.2g node days",
                "rest",
                seen.plannedBytes(),
                seen.seenBytes(),
                seen.falseDeaths(),
                seen.nodeDays()));
        seen.comparisons().stream()
                .filter(Comparison::isTailLong)
                .forEach(each -> lines.add(String.format(
                        Locale.ROOT,
                        "note: %s: %d of %d lie above the planned p99, up to %.0f times it: rare ones that the plan leaves to repair",
                        each.figure(),
                        each.above(),
                        each.samples(),
                        Math.ceil(each.seen().p99() / each.planned().p99()))));
        List<String> warnings = seen.warnings();
        warnings.forEach(warning -> lines.add("WARNING: theory and simulation part: " + warning));
        if (warnings.isEmpty())
            lines.add("theory and simulation agree: medians and bytes within " + Comparison.TOLERANCE_PERCENT
                    + " %, at most " + Comparison.ABOVE_PERCENT + " % (or two) above the planned p99");
    }

    /** A table for people: plans beside samples. */
    public static List<String> lines(List<Comparison> comparisons) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%-16s %12s %12s %12s %12s %8s",
                "",
                "planned p50",
                "seen p50",
                "planned p99",
                "seen p99",
                "above"));
        for (Comparison each : comparisons)
            lines.add(String.format(
                    Locale.ROOT,
                    "%-16s %12.4g %12.4g %12.4g %12.4g %8s",
                    each.figure(),
                    each.planned().p50(),
                    each.seen().p50(),
                    each.planned().p99(),
                    each.seen().p99(),
                    each.above() + "/" + each.samples()));
        return lines;
    }

    private static String row(String what, Quantiles values) {
        return String.format(Locale.ROOT, "%-30s %12.0f %12.0f", what, values.p50(), values.p99());
    }

    private static String timeRow(String what, Quantiles values) {
        return String.format(Locale.ROOT, "%-30s %12s %12s", what, Times.text(values.p50()), Times.text(values.p99()));
    }

    private static String value(String what, String format, double value) {
        return String.format(Locale.ROOT, "%-30s %12s", what, String.format(Locale.ROOT, format, value));
    }

    /** What JSON shows of it; times in seconds. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = fields(choice);
        verification.ifPresent(seen -> fields.put("simulated", fields(seen)));
        return fields;
    }

    /** What JSON shows of a choice; times in seconds. */
    public static Map<String, Object> fields(Choice choice) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("wish", fields(choice.wish()));
        fields.put("settings", settings(choice.knobs()));
        fields.put("yaml", choice.knobs().yaml());
        fields.put("expected", fields(choice.forecast()));
        fields.put("notPossible", choice.shortfalls().stream().map(Plan::fields).toList());
        return fields;
    }

    private static Map<String, Object> fields(Wish wish) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("nodes", wish.network().nodes());
        fields.put("loss", wish.network().loss());
        fields.put("rttSeconds", wish.network().rttSeconds());
        wish.detectWithin().ifPresent(within -> fields.put("detectWithinSeconds", within.toNanos() / 1e9));
        wish.deliverWithin().ifPresent(within -> fields.put("deliverWithinSeconds", within.toNanos() / 1e9));
        wish.reliability().ifPresent(chance -> fields.put("reliability", chance));
        wish.budget().ifPresent(bytes -> fields.put("budgetBytesPerSecond", bytes));
        return fields;
    }

    private static Map<String, Object> settings(Knobs knobs) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("profile", knobs.profile());
        fields.put("gossip.fanout", knobs.fanout());
        knobs.budgetBytes().ifPresent(bytes -> fields.put("gossip.budget", bytes));
        fields.put("membership.period", Times.text(knobs.period()));
        fields.put("membership.probeTimeout", Times.text(knobs.probeTimeout()));
        fields.put("membership.suspicion", Times.text(knobs.suspicion()));
        fields.put("membership.fanout", knobs.membershipFanout());
        return fields;
    }

    /** The figures of a forecast by name; times in seconds. */
    public static Map<String, Object> fields(Forecast forecast) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("hopsToAll", fields(forecast.hops()));
        fields.put("secondsToAll", fields(forecast.delivery()));
        fields.put("reachesAll", forecast.reachesAll());
        fields.put("killedFirstSeconds", fields(forecast.killedFirst()));
        fields.put("killedAllSeconds", fields(forecast.killedAll()));
        fields.put("frozenFirstSeconds", fields(forecast.frozenFirst()));
        fields.put("frozenAllSeconds", fields(forecast.frozenAll()));
        fields.put("falseDeathsPerNodeDayAtMost", forecast.falseDeaths());
        fields.put("restBytesPerNodeSecond", forecast.restBytes());
        fields.put("bytesPerNodeEvent", forecast.eventBytes());
        return fields;
    }

    private static Map<String, Object> fields(Quantiles values) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("p50", values.p50());
        fields.put("p99", values.p99());
        return fields;
    }

    private static Map<String, Object> fields(Shortfall missed) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("wish", missed.flag());
        fields.put("wanted", missed.wanted());
        fields.put("nearest", missed.nearest());
        fields.put("binding", missed.binding());
        return fields;
    }

    private static Map<String, Object> fields(Verification seen) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("nodes", seen.nodes());
        fields.put("comparisons", seen.comparisons().stream().map(Plan::fields).toList());
        fields.put("plannedRestBytesPerNodeSecond", seen.plannedBytes());
        fields.put("restBytesPerNodeSecond", seen.seenBytes());
        fields.put("falseDeaths", seen.falseDeaths());
        fields.put("nodeDays", seen.nodeDays());
        fields.put("warnings", seen.warnings());
        fields.put("wallSeconds", seen.wallSeconds());
        return fields;
    }

    /** A comparison by name. */
    public static Map<String, Object> fields(Comparison each) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("figure", each.figure());
        fields.put("planned", fields(each.planned()));
        fields.put("seen", fields(each.seen()));
        fields.put("samples", each.samples());
        fields.put("aboveP99", each.above());
        fields.put("agrees", each.agrees());
        return fields;
    }
}
