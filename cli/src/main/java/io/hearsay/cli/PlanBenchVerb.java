package io.hearsay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hearsay.agent.api.Json;
import io.hearsay.bench.PlanBench;
import io.hearsay.bench.PlanBench.Death;
import io.hearsay.lab.experiment.LabException;
import io.hearsay.lab.plan.Choice;
import io.hearsay.lab.plan.Comparison;
import io.hearsay.lab.plan.Forecast;
import io.hearsay.lab.plan.Knobs;
import io.hearsay.lab.plan.Machine;
import io.hearsay.lab.plan.Network;
import io.hearsay.lab.plan.Plan;
import io.hearsay.lab.plan.Planner;
import io.hearsay.lab.plan.Quantiles;
import io.hearsay.node.ClusterConfig;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearsay bench plan}: what was planned beside what real nodes do. */
@Command(
        name = "plan",
        description =
                "Run real nodes with the settings planned for them, under loss and delay, and set what is measured"
                        + " beside the plan. Exits with 1 where they part. Takes about four minutes.")
final class PlanBenchVerb implements Callable<Integer> {
    private static final int MOST_NODES = 200;

    @Spec
    private CommandSpec spec;

    @Mixin
    private WishFlags wish;

    @Option(
            names = "--events",
            paramLabel = "E",
            defaultValue = "200",
            description = "Events to time, 1..100000; default ${DEFAULT-VALUE}.")
    private int events;

    @Option(
            names = "--kills",
            paramLabel = "K",
            defaultValue = "30",
            description = "Nodes to kill, 0..10000; default ${DEFAULT-VALUE}.")
    private int kills;

    @Option(
            names = "--freezes",
            paramLabel = "F",
            defaultValue = "10",
            description = "Nodes to freeze, 0..10000; default ${DEFAULT-VALUE}.")
    private int freezes;

    @Option(names = "--json", description = "Print one JSON object, definitions included.")
    private boolean json;

    @Override
    public Integer call() {
        Choice choice = choice();
        Map<String, Object> report = new LinkedHashMap<>(Plan.fields(choice));
        List<Comparison> comparisons = measure(choice, report);
        report.put("comparisons", comparisons.stream().map(Plan::fields).toList());
        report.put("definitions", PlanBench.definitions());
        PrintWriter out = spec.commandLine().getOut();
        if (json) out.println(new String(Json.write(report), UTF_8));
        else print(choice, comparisons, out);
        return comparisons.stream().allMatch(Comparison::agrees) ? 0 : Errors.NEGATIVE;
    }

    private Choice choice() {
        try {
            check("--events", events, 1, 100_000);
            check("--kills", kills, 0, 10_000);
            check("--freezes", freezes, 0, 10_000);
            Choice choice = Planner.choose(wish.read());
            check("--nodes", choice.wish().network().nodes(), 3, MOST_NODES);
            return choice;
        } catch (LabException e) {
            throw LabVerb.refused(spec, e);
        }
    }

    private static void check(String flag, int value, int least, int most) {
        if (value < least || value > most)
            throw new LabException(flag + " must be " + least + ".." + most + ", was " + value);
    }

    private List<Comparison> measure(Choice choice, Map<String, Object> report) {
        Network network = choice.wish().network();
        try (PlanBench bench =
                new PlanBench(network.nodes(), network.loss(), network.rtt(), id -> settings(id, choice.knobs()))) {
            PlanBench.Machine machine = bench.calibrate(events);
            report.put("machine", fields(machine));
            Forecast planned = Forecast.of(
                    network,
                    choice.knobs(),
                    new Machine(
                            machine.cores(),
                            machine.secondsPerDatagram(),
                            machine.wakeSeconds(),
                            machine.hiccupSeconds()));
            report.put("expected", Plan.fields(planned));
            List<Comparison> comparisons = new ArrayList<>();
            comparisons.add(Comparison.of("seconds to all", planned.delivery(), bench.events(events)));
            deaths(comparisons, "killed", bench.kills(kills), planned.killedFirst(), planned.killedAll());
            deaths(comparisons, "frozen", bench.freezes(freezes), planned.frozenFirst(), planned.frozenAll());
            report.put("falseDeaths", bench.falseDeaths());
            return comparisons;
        }
    }

    private static void deaths(
            List<Comparison> comparisons, String how, List<Death> deaths, Quantiles first, Quantiles all) {
        if (deaths.isEmpty()) return;
        comparisons.add(Comparison.of(
                how + ", first", first, deaths.stream().map(Death::first).toList()));
        comparisons.add(Comparison.of(
                how + ", all", all, deaths.stream().map(Death::all).toList()));
    }

    /** What the agent does with the planned lines of its configuration. */
    private static ClusterConfig settings(String id, Knobs knobs) {
        ClusterConfig config = knobs.profile().equals("lan") ? ClusterConfig.lan(id) : ClusterConfig.wan(id);
        if (knobs.budgetBytes().isPresent())
            config = config.withBudget(knobs.budgetBytes().getAsLong());
        return config.withFanout(knobs.fanout())
                .withPeriod(knobs.period())
                .withProbeTimeout(knobs.probeTimeout())
                .withSuspicion(knobs.suspicion())
                .withMembershipFanout(knobs.membershipFanout());
    }

    private static Map<String, Object> fields(PlanBench.Machine machine) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("cores", machine.cores());
        fields.put("secondsPerDatagram", machine.secondsPerDatagram());
        fields.put("wakeSeconds", machine.wakeSeconds());
        fields.put("hiccupSeconds", machine.hiccupSeconds());
        return fields;
    }

    private static void print(Choice choice, List<Comparison> comparisons, PrintWriter out) {
        out.print(choice.knobs().yaml());
        out.println();
        Plan.lines(comparisons).forEach(out::println);
        long apart = comparisons.stream().filter(each -> !each.agrees()).count();
        out.printf(
                Locale.ROOT,
                "%d of %d figures agree: medians within %d %%, at most %d %% (or two) above the planned p99%n",
                comparisons.size() - apart,
                comparisons.size(),
                Comparison.TOLERANCE_PERCENT,
                Comparison.ABOVE_PERCENT);
    }
}
