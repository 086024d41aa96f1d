package io.hearsay.cli;

import io.hearsay.agent.api.RumorCensus;
import io.hearsay.agent.api.RumorList;
import io.hearsay.agent.api.RumorView;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hearsay rumors}. */
@Command(
        name = "rumors",
        description = "Recent events and what became of them at the agent: state, copies received and sent.")
final class RumorsVerb extends ClientVerb {
    @Parameters(arity = "0..1", paramLabel = "TOPIC", description = "Only those of this topic.")
    private String topic = "";

    @Option(
            names = "--all",
            description = "Ask every member, and add up: S have not heard it, I pass it on, R do so no more.")
    private boolean all;

    @Override
    int ask(AgentClient agent) {
        String query = topic.isEmpty() ? "" : "?topic=" + AgentClient.encoded(topic);
        return all
                ? show(agent.get("/v1/census" + query), RumorCensus.class, this::print)
                : show(agent.get("/v1/rumors" + query), RumorList.class, this::print);
    }

    private void print(RumorCensus census) {
        if (census.rumors().isEmpty()) {
            sayNone();
            return;
        }
        out().println(census.answered() + " of " + Words.count(census.asked(), "member", "members")
                + " answered: S have not heard it, I pass it on, R do so no more");
        Table table = new Table(ink(), "TOPIC", "FROM", ">NO", ">S", ">I", ">R");
        for (RumorCensus.Entry rumor : census.rumors())
            table.row(
                    rumor.topic() == null ? "" : rumor.topic(),
                    rumor.from(),
                    number(rumor.id()),
                    Integer.toString(rumor.susceptible()),
                    Integer.toString(rumor.infective()),
                    Integer.toString(rumor.removed()));
        table.lines().forEach(out()::println);
    }

    private void sayNone() {
        out().println("no recent events" + (topic.isEmpty() ? "" : " of " + topic));
    }

    private static String number(String id) {
        return id.substring(id.indexOf('/') + 1);
    }

    private void print(RumorList list) {
        if (list.rumors().isEmpty()) {
            sayNone();
            return;
        }
        Table table =
                new Table(ink(), "TOPIC", "FROM", ">NO", "STATE", "SINCE", ">BYTES", ">RECEIVED", ">SENT", ">USELESS");
        Instant now = Instant.now();
        for (RumorView rumor : list.rumors())
            table.row(
                    rumor.topic() == null ? "" : rumor.topic(),
                    rumor.from(),
                    number(rumor.id()),
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
