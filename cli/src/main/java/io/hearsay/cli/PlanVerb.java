package io.hearsay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hearsay.agent.api.Json;
import io.hearsay.lab.experiment.LabException;
import io.hearsay.lab.plan.Plan;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearsay lab plan}: which settings to use. */
@Command(
        name = "plan",
        description = "Say which settings answer a wish, what to expect of them, and simulate it."
                + " Exits with 1 if a wish cannot be had or the simulation disagrees.")
final class PlanVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private WishFlags wish;

    @Option(
            names = "--verify",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Simulate full nodes with these settings (default); --no-verify: theory alone.")
    private boolean verify;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Where all chance comes from; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--jobs", paramLabel = "J", description = "Worlds at a time; default: one per core.")
    private @Nullable Integer jobs;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Plan plan = plan();
        PrintWriter out = spec.commandLine().getOut();
        if (json) out.println(new String(Json.write(plan.fields()), UTF_8));
        else plan.lines().forEach(out::println);
        boolean fulfilled = plan.choice().shortfalls().isEmpty()
                && plan.verification().map(seen -> seen.warnings().isEmpty()).orElse(true);
        return fulfilled ? 0 : Errors.NEGATIVE;
    }

    private Plan plan() {
        try {
            int atOnce = jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
            if (atOnce < 1 || atOnce > 1024) throw new LabException("--jobs must be 1..1024, was " + atOnce);
            return verify ? Plan.verified(wish.read(), seed, atOnce) : Plan.of(wish.read());
        } catch (LabException e) {
            throw LabVerb.refused(spec, e);
        }
    }
}
