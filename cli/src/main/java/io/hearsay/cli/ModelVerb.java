package io.hearsay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hearsay.agent.api.Json;
import io.hearsay.lab.experiment.LabException;
import io.hearsay.lab.experiment.Settings;
import io.hearsay.lab.large.ArrayEpidemic;
import io.hearsay.lab.large.ArrayEpidemic.Course;
import io.hearsay.lab.large.ArrayEpidemic.Wish;
import io.hearsay.theory.SimpleEpidemic;
import io.hearsay.theory.Style;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearsay lab model}: epidemics on arrays. */
@Command(name = "model", description = "Spreading on arrays of bits, for sizes that no simulation of objects reaches.")
final class ModelVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "2..2147483583; default ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(
            names = "--exchange",
            paramLabel = "V",
            defaultValue = "push-pull",
            description = "push, pull, push-pull; default ${DEFAULT-VALUE}.")
    private String exchange = "";

    @Option(
            names = "--loss",
            paramLabel = "V",
            defaultValue = "0",
            description = "Share of calls lost; default ${DEFAULT-VALUE}.")
    private String loss = "";

    @Option(
            names = "--stop-after",
            paramLabel = "K",
            defaultValue = "0",
            description = "Push: interest is lost after so many useless contacts in a row; 0: never.")
    private int stopAfter;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Where all chance comes from; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--jobs",
            paramLabel = "J",
            description = "Threads; changes nothing but the time. Default: one per core.")
    private @Nullable Integer jobs;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Wish wish = wish();
        long start = System.nanoTime();
        Course course = ArrayEpidemic.run(wish);
        double seconds = (System.nanoTime() - start) / 1e9;
        PrintWriter out = spec.commandLine().getOut();
        if (json) out.println(new String(Json.write(fields(wish, course, seconds)), UTF_8));
        else print(wish, course, seconds, out);
        return 0;
    }

    private Wish wish() {
        try {
            Style style = Settings.choice("exchange", exchange, Style.class);
            int threads = jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
            Wish wish = new Wish(nodes, style, Settings.ratio("loss", loss), stopAfter, seed, threads);
            double available = Runtime.getRuntime().maxMemory() * 0.95;
            if (wish.bytes() > available)
                throw new LabException(String.format(
                        Locale.ROOT,
                        "%,d nodes need %.2f GiB of heap, there are %.2f; set JAVA_OPTS=-Xmx",
                        nodes,
                        wish.bytes() / 1.0 / (1 << 30),
                        available / (1 << 30)));
            return wish;
        } catch (LabException e) {
            throw LabVerb.refused(spec, e);
        } catch (IllegalArgumentException e) {
            throw LabVerb.refused(spec, new LabException(String.valueOf(e.getMessage())));
        }
    }

    private static Map<String, Object> fields(Wish wish, Course course, double seconds) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("experiment", "model");
        fields.put("nodes", wish.nodes());
        fields.put("exchange", wish.style().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        fields.put("loss", wish.lossRatio());
        fields.put("stopAfter", wish.stopAfter());
        fields.put("seed", wish.seed());
        fields.put("cycles", course.cycles());
        fields.put("residue", course.residue(wish.nodes()));
        fields.put("traffic", course.transmissions() / (double) wish.nodes());
        fields.put("tAvg", course.meanArrival());
        fields.put("knowing", course.knowing());
        fields.put("theoryCycles", expected(wish));
        fields.put("wallSeconds", seconds);
        return fields;
    }

    private static Object expected(Wish wish) {
        if (wish.stopAfter() > 0) return "none";
        return wish.lossRatio() == 0
                ? SimpleEpidemic.cycles(wish.style(), wish.nodes())
                : SimpleEpidemic.leadingCycles(wish.style(), wish.nodes(), 1 - wish.lossRatio());
    }

    private static void print(Wish wish, Course course, double seconds, PrintWriter out) {
        for (int cycle = 0; cycle < course.knowing().size(); cycle++)
            out.printf(Locale.ROOT, "%6d %,16d%n", cycle, course.knowing().get(cycle));
        out.printf(
                Locale.ROOT,
                "%,d nodes, %d cycles (theory %s), %.4g copies a node, residue %.4g, %.1f s%n",
                wish.nodes(),
                course.cycles(),
                expected(wish),
                course.transmissions() / (double) wish.nodes(),
                course.residue(wish.nodes()),
                seconds);
    }
}
