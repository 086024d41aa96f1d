package io.hearsay.cli;

import io.hearsay.agent.api.Json;
import io.hearsay.agent.api.MonitorEvent;
import java.io.IOException;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hearsay monitor}. */
@Command(name = "monitor", description = "Print what happens in the cluster as the agent sees it, until Ctrl-C.")
final class MonitorVerb extends StreamVerb {

    @Option(names = "--members", description = "Only what concerns members, not the events of topics.")
    private boolean members;

    @Override
    String path() {
        return members ? "/v1/monitor?rumors=false" : "/v1/monitor";
    }

    @Override
    void print(String json) throws IOException {
        MonitorEvent event = Json.readTame(json, MonitorEvent.class);
        String kind = String.format(Locale.ROOT, "%-11s", event.event());
        String why = event.why() == null ? "" : ": " + WhyVerb.grounds(event.why(), "");
        out().println(ink().faint(Words.clock(event.at())) + "  " + painted(event.event(), kind) + "  " + event.text()
                + why);
    }

    private String painted(String event, String kind) {
        return switch (event) {
            case "joined", "recovered", "returned", "views-merged" -> ink().good(kind);
            case "suspected", "refuted", "stood-back", "only-by-stream" -> ink().doubtful(kind);
            case "died", "partition", "identity-conflict", "self-forgotten" -> ink().bad(kind);
            default -> kind;
        };
    }
}
