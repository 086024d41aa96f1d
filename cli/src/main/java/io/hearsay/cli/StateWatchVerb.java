package io.hearsay.cli;

import io.hearsay.agent.api.Json;
import io.hearsay.agent.api.StateEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hearsay state watch}. */
@Command(
        name = "watch",
        description =
                "Print the values there are and each that comes, one a line, until Ctrl-C; the last always comes.")
final class StateWatchVerb extends StreamVerb {
    @Parameters(arity = "0..1", paramLabel = "KEY", description = "Only this key; nothing is all keys.")
    private @Nullable String key;

    @Option(names = "--prefix", paramLabel = "TEXT", description = "Only keys that begin so.")
    private @Nullable String prefix;

    @Option(names = "--node", paramLabel = "NAME", description = "Only this member's.")
    private @Nullable String node;

    @Option(names = "--count", paramLabel = "N", description = "End after so many values.")
    private long count = Long.MAX_VALUE;

    private long heard;

    @Override
    String path() {
        if (count < 1) throw wrongUsage("--count must be 1 or more, was " + count);
        if (key != null && prefix != null) throw wrongUsage("give a KEY or a --prefix, not both");
        return "/v1/state/watch?prefix=" + AgentClient.encoded(prefix == null ? "" : prefix)
                + (key == null ? "" : "&key=" + AgentClient.encoded(key))
                + (node == null ? "" : "&member=" + AgentClient.encoded(node));
    }

    @Override
    boolean wantsMore(String json) {
        return ++heard < count;
    }

    @Override
    void print(String json) throws IOException {
        StateEvent event = Json.readTame(json, StateEvent.class);
        String what = event.value() == null ? " (gone)" : " = " + event.value();
        out().println(event.member() + " " + event.key() + what);
    }
}
