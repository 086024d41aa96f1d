package io.hearsay.cli;

import io.hearsay.agent.api.ErrorReply;
import io.hearsay.agent.api.Json;
import io.hearsay.agent.api.MapList;
import io.hearsay.agent.api.MapValue;
import io.hearsay.agent.api.QueryEnd;
import io.hearsay.agent.api.QueryReply;
import io.hearsay.agent.api.QueryRequest;
import io.hearsay.cli.AgentClient.Reply;
import io.hearsay.data.map.MapRule;
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
        description = "Ask all members that hold a map what stands under a key, and group them by what they say.",
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
        Reply maps = agent.get("/v1/maps");
        if (!maps.isOk()) return show(maps, MapList.class, list -> {});
        Map<String, String> tags = tagsOfHolders(maps.as(MapList.class));
        QueryRequest request = new QueryRequest("map", which.name() + "\n" + key, null, tags, null, null);
        Optional<Reply> refusal = agent.lines("/v1/query", request, this::take);
        if (refusal.isPresent()) return show(refusal.get(), ErrorReply.class, reply -> {});
        if (!isJson()) print();
        return groups.size() == 1 && others.isEmpty() ? 0 : Errors.NEGATIVE;
    }

    /** None where all hold the map, or the agent knows none of that name. */
    private Map<String, String> tagsOfHolders(MapList list) {
        for (MapList.Entry map : list.maps()) {
            MapRule rule = MapRule.of(map.rule());
            if (map.map().equals(which.name()) && !rule.equals(MapRule.ALL)) return Map.of(rule.key(), rule.value());
        }
        return Map.of();
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
