package io.hearsay.cli;

import io.hearsay.agent.api.ErrorReply;
import io.hearsay.agent.api.Json;
import io.hearsay.agent.api.MapValue;
import io.hearsay.agent.api.QueryEnd;
import io.hearsay.agent.api.QueryReply;
import io.hearsay.agent.api.QueryRequest;
import io.hearsay.cli.AgentClient.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hearsay agreement}. */
@Command(
        name = "agreement",
        description = "Ask all members what stands under a key, and group them by what they say.",
        footer = {"", "Exit code 1 if they do not all say the same, or some say nothing."})
final class AgreementVerb extends ClientVerb {
    @Mixin
    private final KvVerb.Which which = new KvVerb.Which();

    @Parameters(paramLabel = "KEY", description = "The key.")
    private String key;

    private final Map<String, List<String>> groups = new TreeMap<>();
    private final List<String> others = new ArrayList<>();

    @Override
    int ask(AgentClient agent) {
        QueryRequest request = new QueryRequest("map", which.name() + "\n" + key, null, null, null, null);
        Optional<Reply> refusal = agent.lines("/v1/query", request, this::take);
        if (refusal.isPresent()) return show(refusal.get(), ErrorReply.class, reply -> {});
        if (!isJson()) print();
        return groups.size() == 1 && others.isEmpty() ? 0 : Errors.NEGATIVE;
    }

    private void take(String line) {
        if (isJson()) out().println(line);
        try {
            if (line.startsWith(QueryEnd.PREFIX))
                others.addAll(Json.readTame(line, QueryEnd.class).silent());
            else take(Json.readTame(line, QueryReply.class));
        } catch (IOException e) {
            throw new AgentUnreachableException("the agent sent what is no reply: " + e.getMessage(), e);
        }
    }

    private void take(QueryReply reply) throws IOException {
        String json = reply.text();
        if (reply.event().equals("answered") && json != null)
            groups.computeIfAbsent(KvVerb.text(Json.readTame(json, MapValue.class)), value -> new ArrayList<>())
                    .add(reply.member());
        else if (reply.event().equals("declined")) others.add(reply.member());
    }

    private void print() {
        groups.forEach((value, members) -> out().println(value + "  " + Words.count(members.size(), "member", "members")
                + ": " + String.join(", ", members.stream().sorted().toList())));
        if (!others.isEmpty()) out().println(ink().bad("no answer: " + String.join(", ", others)));
    }
}
