package io.hearsay.cli;

import io.hearsay.agent.api.MemberList;
import io.hearsay.agent.api.MemberView;
import io.hearsay.agent.api.Why;
import io.hearsay.agent.config.HostPort;
import io.hearsay.agent.http.HttpConfig;
import io.hearsay.agent.http.HttpServer;
import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** An agent that always answers the same, and a command line that asks it. */
final class FakeAgent implements AutoCloseable {
    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    private final HttpServer server;

    FakeAgent(Consumer<RoutesConfig> routes) {
        this(Optional.empty(), routes);
    }

    FakeAgent(Optional<String> token, Consumer<RoutesConfig> routes) {
        server = HttpServer.start(
                new HttpConfig(new HostPort("127.0.0.1", 0), token), new SimpleMeterRegistry(), routes);
    }

    int hearsay(String... words) {
        return execute(Main.commandLine(), words);
    }

    /** Runs a command line against this agent. */
    int execute(CommandLine line, String... words) {
        String[] all = Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--http";
        all[words.length + 1] = "127.0.0.1:" + server.address().getPort();
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    static MemberList threeMembers() {
        String longAgo = Instant.now().minusSeconds(150).toString();
        String justNow = Instant.now().minusSeconds(200).toString();
        return new MemberList(
                "orders",
                "web-1",
                false,
                List.of(
                        member("web-1", "ALIVE", 7940, Map.of("role", "db"), null, longAgo),
                        member("web-2", "ALIVE", 7950, Map.of(), 0.42, longAgo),
                        member("web-3", "DEAD", 7960, Map.of(), 12.3, justNow)));
    }

    private static MemberView member(
            String name, String state, int port, Map<String, String> tags, @Nullable Double rtt, String since) {
        return new MemberView(name, "127.0.0.1:" + port, List.of(), state, 1, 0, tags, rtt, null, since);
    }

    static Why why() {
        String at = Instant.now().minusSeconds(200).toString();
        return new Why(
                "orders",
                "web-1",
                "web-3",
                List.of(
                        new Why.Entry(at, 1, 0, null, "ALIVE", "OWN_WORD", List.of(), "web-2", 0, ""),
                        new Why.Entry(
                                at,
                                1,
                                0,
                                "ALIVE",
                                "DEAD",
                                "PORT_REFUSED",
                                List.of("web-2", "web-1"),
                                "web-2",
                                1,
                                "connection refused at 127.0.0.1:7960")));
    }

    @Override
    public void close() {
        server.close();
    }
}
