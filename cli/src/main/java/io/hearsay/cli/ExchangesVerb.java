package io.hearsay.cli;

import io.hearsay.agent.api.ExchangeCancel;
import io.hearsay.agent.api.ExchangeList;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hearsay exchanges}. */
@Command(
        name = "exchanges",
        description = "How the agent compares its maps with other members': what runs, and the latest that are over.",
        subcommands = ExchangesVerb.Cancel.class)
final class ExchangesVerb extends ClientVerb {

    @Override
    int ask(AgentClient agent) {
        return show(agent.get("/v1/exchanges"), ExchangeList.class, this::print);
    }

    private void print(ExchangeList list) {
        if (list.exchanges().isEmpty()) {
            out().println("no exchanges yet");
            return;
        }
        Instant now = Instant.now();
        Table table = new Table(
                ink(),
                "ID",
                "WITH",
                "BEGUN BY",
                "METHOD",
                "SINCE",
                ">TOOK",
                ">BYTES IN",
                ">OUT",
                ">SENT",
                ">RECEIVED",
                ">DIFFERING",
                "OUTCOME");
        for (ExchangeList.Entry exchange : list.exchanges())
            table.row(
                    exchange.id(),
                    exchange.with(),
                    exchange.begunBy(),
                    exchange.method(),
                    Words.ago(exchange.since(), now),
                    Words.millis(exchange.tookMillis()),
                    Long.toString(exchange.bytesIn()),
                    Long.toString(exchange.bytesOut()),
                    Long.toString(exchange.sent()),
                    Long.toString(exchange.received()),
                    Long.toString(exchange.differing()),
                    outcome(exchange));
        table.lines().forEach(out()::println);
    }

    private String outcome(ExchangeList.Entry exchange) {
        String cause = exchange.cause();
        if (cause != null) return ink().bad("failed: " + Words.words(cause));
        return switch (exchange.outcome()) {
            case "agreed" -> ink().good("agreed");
            case "running" -> ink().doubtful("running");
            default -> exchange.outcome().replace('-', ' ');
        };
    }

    /** {@code hearsay exchanges cancel}. */
    @Command(
            name = "cancel",
            description =
                    "End one that runs, on both sides; what was exchanged stays, and a later round begins another.")
    static final class Cancel extends ClientVerb {
        @Parameters(paramLabel = "ID", description = "As the list says it.")
        private String id;

        @Override
        int ask(AgentClient agent) {
            ExchangeCancel request = new ExchangeCancel(id);
            try {
                request.number();
            } catch (IllegalArgumentException e) {
                throw wrongUsage(String.valueOf(e.getMessage()));
            }
            return show(
                    agent.post("/v1/exchanges/cancel", request),
                    ExchangeCancel.class,
                    said -> out().println(said.id() + " is cancelled"));
        }
    }
}
