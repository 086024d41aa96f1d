package io.hearsay.cli;

import io.hearsay.agent.api.RumorList;
import io.hearsay.agent.api.RumorView;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hearsay rumors}. */
@Command(
        name = "rumors",
        description = "Recent events and what became of them at the agent: state, copies received and sent.")
final class RumorsVerb extends ClientVerb {
    @Parameters(arity = "0..1", paramLabel = "TOPIC", description = "Only those of this topic.")
    private String topic = "";

    @Override
    int ask(AgentClient agent) {
        String path = "/v1/rumors" + (topic.isEmpty() ? "" : "?topic=" + AgentClient.encoded(topic));
        return show(agent.get(path), RumorList.class, this::print);
    }

    private void print(RumorList list) {
        if (list.rumors().isEmpty()) {
            out().println("no recent events" + (topic.isEmpty() ? "" : " of " + topic));
            return;
        }
        Table table =
                new Table(ink(), "TOPIC", "FROM", ">NO", "STATE", "SINCE", ">BYTES", ">RECEIVED", ">SENT", ">USELESS");
        Instant now = Instant.now();
        for (RumorView rumor : list.rumors())
            table.row(
                    rumor.topic() == null ? "" : rumor.topic(),
                    rumor.from(),
                    rumor.id().substring(rumor.id().indexOf('/') + 1),
                    state(rumor.state()),
                    rumor.since() == null ? "" : Words.ago(rumor.since(), now),
                    Integer.toString(rumor.sizeBytes()),
                    Integer.toString(rumor.received()),
                    Integer.toString(rumor.sent()),
                    Integer.toString(rumor.useless()));
        table.lines().forEach(out()::println);
    }

    private String state(String state) {
        return switch (state) {
            case "SUSCEPTIBLE" -> ink().bad("missing");
            case "INFECTIVE" -> ink().doubtful("infective");
            default -> ink().good(Words.words(state));
        };
    }
}
