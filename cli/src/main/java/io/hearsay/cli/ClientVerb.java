package io.hearsay.cli;

import io.hearsay.agent.api.ErrorReply;
import io.hearsay.agent.config.HostPort;
import io.hearsay.agent.http.HttpConfig;
import io.hearsay.cli.AgentClient.Reply;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** A verb that asks an agent: how it is found, and the two forms of its answer. */
abstract class ClientVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:HEARSAY_HTTP:-127.0.0.1:7941}",
            description = "Where the agent's HTTP API is (default: $$HEARSAY_HTTP, else 127.0.0.1:7941).")
    private String http;

    @Option(
            names = "--http-token-file",
            paramLabel = "FILE",
            defaultValue = "${env:HEARSAY_HTTP_TOKEN_FILE}",
            description = "The secret that the agent wants (default: $$HEARSAY_HTTP_TOKEN_FILE).")
    private @Nullable Path tokenFile;

    @Option(names = "--json", description = "Print JSON: one object, or one object a line for streams.")
    private boolean json;

    /** Asks; the result is the exit code. */
    abstract int ask(AgentClient agent);

    @Override
    public final Integer call() {
        return ask(client());
    }

    private AgentClient client() {
        HostPort agent = usage("--http", () -> HostPort.parse(http, HttpConfig.DEFAULT_PORT));
        return new AgentClient(
                agent,
                Optional.ofNullable(tokenFile)
                        .map(file -> usage("--http-token-file:", () -> HttpConfig.readToken(file))));
    }

    private <T> T usage(String flag, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw wrongUsage(flag + " " + e.getMessage());
        }
    }

    ParameterException wrongUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** What was written on the command line. */
    ParseResult flags() {
        return spec.commandLine().getParseResult();
    }

    boolean isJson() {
        return json;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    Ink ink() {
        return Ink.ofTerminal();
    }

    /** Prints an answer in the form that was asked for; the result is the exit code. */
    <T> int show(Reply reply, Class<T> type, Consumer<T> inWords) {
        if (json) out().println(reply.text());
        else if (reply.isOk()) inWords.accept(reply.as(type));
        else err().println(reply.as(ErrorReply.class).error());
        return reply.isOk() ? 0 : 1;
    }
}
