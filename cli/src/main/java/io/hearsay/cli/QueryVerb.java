package io.hearsay.cli;

import io.hearsay.agent.api.ErrorReply;
import io.hearsay.agent.api.Json;
import io.hearsay.agent.api.Payload;
import io.hearsay.agent.api.QueryEnd;
import io.hearsay.agent.api.QueryReply;
import io.hearsay.agent.api.QueryRequest;
import io.hearsay.cli.AgentClient.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hearsay query}. */
@Command(
        name = "query",
        description = "Ask the members something, print each answer as it comes, and name the silent ones.",
        footer = {
            "",
            "Every agent answers: echo (the payload), info (version, process), load (load, heap, threads),",
            "clock (its wall clock), view (how many members it sees). Exit code 1 if not all have answered.",
            "",
            "  hearsay query load",
            "  hearsay query echo hello --tag role=web --timeout 500ms"
        })
final class QueryVerb extends ClientVerb {
    @Parameters(index = "0", paramLabel = "NAME", description = "What is asked.")
    private String name;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PAYLOAD", description = "What goes with the question.")
    private String payload = "";

    @Option(
            names = "--tag",
            paramLabel = "KEY=VALUE",
            description = "Only members with this tag; with all, if several.")
    private Map<String, String> tags = new TreeMap<>();

    @Option(names = "--member", paramLabel = "NAME", description = "Only this member, or these.")
    private List<String> members = new ArrayList<>();

    @Option(names = "--timeout", paramLabel = "TIME", description = "How long to wait: 1ms to 5m (default: 2s).")
    private @Nullable String timeout;

    private @Nullable QueryEnd end;

    @Override
    int ask(AgentClient agent) {
        Payload bytes = Payload.compact(payload.getBytes(StandardCharsets.UTF_8));
        QueryRequest request =
                new QueryRequest(name, bytes.text(), bytes.base64(), tags, members.isEmpty() ? null : members, timeout);
        Optional<Reply> refusal = agent.lines("/v1/query", request, this::print);
        if (refusal.isPresent()) return show(refusal.get(), ErrorReply.class, reply -> {});
        if (end == null) {
            err().println("hearsay: the agent has ended the answer too early; it stops or was restarted");
            return Errors.UNREACHABLE;
        }
        return end.answered() == end.asked() ? 0 : Errors.NEGATIVE;
    }

    private void print(String line) {
        try {
            boolean isEnd = line.startsWith(QueryEnd.PREFIX);
            if (isEnd) end = Json.readTame(line, QueryEnd.class);
            if (isJson()) out().println(line);
            else if (isEnd) print(Json.readTame(line, QueryEnd.class));
            else print(Json.readTame(line, QueryReply.class));
        } catch (IOException e) {
            throw new AgentUnreachableException("the agent sent what is no reply: " + e.getMessage(), e);
        }
    }

    private void print(QueryReply reply) {
        String who = String.format("%-16s", reply.member());
        switch (reply.event()) {
            case "answered" -> out().println(who + "  " + took(reply) + "  " + answer(reply));
            case "declined" -> out().println(who + "  " + took(reply) + "  " + ink().bad("refused: " + reply.error()));
            default -> {} // named at the end
        }
    }

    private static String took(QueryReply reply) {
        return String.format("%7s", Words.millis(reply.tookMillis()));
    }

    private static String answer(QueryReply reply) {
        return reply.text() != null ? reply.text() : "base64:" + reply.base64();
    }

    private void print(QueryEnd last) {
        StringBuilder text = new StringBuilder(
                last.answered() + " of " + Words.count(last.asked(), "member", "members") + " answered");
        if (last.declined() > 0) text.append(", ").append(last.declined()).append(" refused");
        if (!last.silent().isEmpty())
            text.append("; ").append(ink().bad("silent: " + String.join(", ", last.silent())));
        out().println(text);
    }
}
