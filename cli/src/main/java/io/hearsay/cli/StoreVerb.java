package io.hearsay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hearsay.agent.api.Json;
import io.hearsay.store.rocksdb.OfflineStore;
import io.hearsay.store.rocksdb.Rebuilt;
import io.hearsay.store.rocksdb.StoreReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearsay store}: the store of an agent that does not run. */
@Command(
        name = "store",
        description = "Check, rebuild or measure the store of an agent that does not run.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {StoreVerb.Check.class, StoreVerb.Rebuild.class, StoreVerb.Stats.class})
final class StoreVerb implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a verb is missing: " + String.join(", ", spec.subcommands().keySet()));
    }

    /** A verb on a data directory. */
    private abstract static class OnStore implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "DIR", description = "The agent's data directory (--data-dir).")
        private @Nullable Path directory;

        @Option(names = "--json", description = "Print one JSON object.")
        private boolean json;

        @Override
        public Integer call() {
            Path given = Path.of(String.valueOf(directory));
            try (OfflineStore store = OfflineStore.open(given)) {
                return on(store);
            } catch (IOException e) {
                throw new NegativeAnswerException(String.valueOf(e.getMessage()));
            }
        }

        abstract int on(OfflineStore store) throws IOException;

        /** The object as JSON if that was asked for, else in these words. */
        void show(Object object, List<String> words) {
            PrintWriter out = spec.commandLine().getOut();
            if (json) out.println(new String(Json.write(object), UTF_8));
            else words.forEach(out::println);
        }

        void problems(List<String> problems) {
            if (!json) problems.forEach(problem -> spec.commandLine().getErr().println("problem: " + problem));
        }
    }

    /** {@code hearsay store check}. */
    @Command(
            name = "check",
            description = "Read everything and verify all checksums; change nothing. Exit code 1: something is wrong.")
    static final class Check extends OnStore {
        @Override
        int on(OfflineStore store) throws IOException {
            StoreReport report = store.check();
            String sound = report.problems().isEmpty()
                    ? "sound"
                    : "damaged; `hearsay store rebuild` saves what can be read, and keeps the old one";
            show(report, List.of(report.store() + " holds " + held(report.keys(), report.bytes()) + ": " + sound));
            problems(report.problems());
            return report.problems().isEmpty() ? 0 : Errors.NEGATIVE;
        }
    }

    /** {@code hearsay store rebuild}. */
    @Command(
            name = "rebuild",
            description =
                    "Write what can be read of a damaged store to a fresh one; the old one is set aside, not deleted.")
    static final class Rebuild extends OnStore {
        @Override
        int on(OfflineStore store) throws IOException {
            Rebuilt rebuilt = store.rebuild();
            String held = held(rebuilt.keys(), rebuilt.bytes());
            show(
                    rebuilt,
                    rebuilt.setAside().isEmpty()
                            ? List.of(rebuilt.store() + " is sound and holds " + held + "; nothing was done")
                            : List.of(
                                    "saved " + held + " to " + rebuilt.store(),
                                    "the old store is now " + rebuilt.setAside()));
            problems(rebuilt.problems());
            return 0;
        }
    }

    /** {@code hearsay store stats}. */
    @Command(name = "stats", description = "Count values, bytes and files; verify no more than that needs.")
    static final class Stats extends OnStore {
        @Override
        int on(OfflineStore store) throws IOException {
            StoreReport report = store.stats();
            Table table = new Table(Ink.ofTerminal(), "FIGURE", ">VALUE");
            table.row("keys", Long.toString(report.keys()));
            table.row("bytes", Long.toString(report.bytes()));
            table.row("writes", Long.toString(report.writes()));
            table.row("files", Integer.toString(report.files()));
            table.row("diskBytes", Long.toString(report.diskBytes()));
            show(report, table.lines());
            problems(report.problems());
            return report.problems().isEmpty() ? 0 : Errors.NEGATIVE;
        }
    }

    private static String held(long keys, long bytes) {
        return keys + " values, " + bytes + " bytes";
    }
}
