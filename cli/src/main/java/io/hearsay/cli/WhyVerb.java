package io.hearsay.cli;

import io.hearsay.agent.api.Why;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hearsay why}. */
@Command(name = "why", description = "What the agent believed of a member, since when, and on whose word.")
final class WhyVerb extends ClientVerb {
    @Parameters(paramLabel = "NAME", description = "The member.")
    private String name;

    @Override
    int ask(AgentClient agent) {
        return show(agent.get("/v1/why?name=" + AgentClient.encoded(name)), Why.class, this::print);
    }

    private void print(Why why) {
        Why.Entry last = why.verdicts().get(why.verdicts().size() - 1);
        out().println(ink().strong(why.name()) + " is " + ink().state(last.to()) + ", says " + why.self() + ", since "
                + Words.ago(last.at(), Instant.now()));
        for (Why.Entry entry : why.verdicts()) {
            out().println("  " + ink().faint(Words.clock(entry.at())) + "  " + change(entry) + "  "
                    + grounds(entry, why.self()));
            if (!entry.detail().isEmpty()) out().println(" ".repeat(16) + ink().faint(entry.detail()));
        }
    }

    private String change(Why.Entry entry) {
        return (entry.from() == null ? "" : ink().state(entry.from()) + " -> ") + ink().state(entry.to());
    }

    private static String evidence(String code) {
        return switch (code) {
            case "OWN_WORD" -> "its own word";
            case "PROBES_UNANSWERED" -> "does not answer probes: direct, indirect, by stream";
            case "SUSPICION_EXPIRED" -> "suspected, and has not answered in time";
            case "PORT_REFUSED" -> "its link broke, its port refuses";
            case "REPLACED" -> "a later process has its name";
            case "SECOND_HAND" -> "given up in another part of the cluster";
            case "COMMAND" -> "removed by a command";
            default -> Words.words(code);
        };
    }

    /** {@code its link broke, its port refuses; accused by web-1, web-2; heard from web-2}. */
    static String grounds(Why.Entry entry, String self) {
        StringBuilder grounds = new StringBuilder(evidence(entry.evidence()));
        List<String> accusers = entry.accusers();
        if (!accusers.isEmpty()) grounds.append("; accused by ").append(String.join(", ", accusers));
        if (!entry.heardFrom().equals(self) && !accusers.equals(List.of(entry.heardFrom())))
            grounds.append("; heard from ").append(entry.heardFrom());
        if (entry.localHealth() > 0)
            grounds.append("; own health then ").append(entry.localHealth()).append(" (0 is well)");
        return grounds.toString();
    }
}
