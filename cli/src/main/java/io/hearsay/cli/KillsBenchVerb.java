package io.hearsay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hearsay.agent.api.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hearsay bench kills}. */
@Command(
        name = "kills",
        description = "Kill a node again and again while it writes to its store, and look whether anything that it had"
                + " acknowledged is lost. Exit code 1: it is, or the node does not start.")
final class KillsBenchVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--times",
            paramLabel = "N",
            description = "How often, 1..100000 (default: 500; about one a second).")
    private int times = 500;

    @Option(names = "--seed", paramLabel = "S", description = "Of the moments of the kills (default: 1).")
    private long seed = 1;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where the store is while it runs (default: the directory for temporary files).")
    private @Nullable Path directory;

    @Option(names = "--json", description = "Print one JSON object, with its definition.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        if (times < 1 || times > 100_000)
            throw new ParameterException(spec.commandLine(), "--times must be 1..100000, was " + times);
        try (Workplace workplace = Workplace.in(directory)) {
            Map<String, Object> figures = KillsBench.run(workplace.path(), times, seed);
            BenchVerb.show(spec, json, new String(Json.write(figures), UTF_8), "definition");
            return Integer.valueOf(0).equals(figures.get("lost")) ? 0 : Errors.NEGATIVE;
        } catch (IOException e) {
            throw new NegativeAnswerException("cannot go on: " + e);
        }
    }
}
