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

/** {@code hearsay bench store}. */
@Command(
        name = "store",
        description =
                "Measure three agents that keep maps in RocksDB: puts that are acknowledged once they are synced.")
final class StoreBenchVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--seconds", paramLabel = "S", description = "How long, 1..600 (default: 10).")
    private int seconds = 10;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "Where the stores are while it runs; its disk is what is waited for (default: the directory for"
                            + " temporary files).")
    private @Nullable Path directory;

    @Option(names = "--json", description = "Print one JSON object, with its definition.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        if (seconds < 1 || seconds > 600)
            throw new ParameterException(spec.commandLine(), "--seconds must be 1..600, was " + seconds);
        try (Workplace workplace = Workplace.in(directory)) {
            Map<String, Object> figures = StoreBench.run(workplace.path(), seconds);
            BenchVerb.show(spec, json, new String(Json.write(figures), UTF_8), "definition");
            return 0;
        } catch (IOException e) {
            throw new NegativeAnswerException("cannot measure: " + e);
        }
    }
}
