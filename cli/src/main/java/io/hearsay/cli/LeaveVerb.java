package io.hearsay.cli;

import io.hearsay.agent.api.LeaveReply;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code hearsay leave}. */
@Command(name = "leave", description = "Let the agent say goodbye and end: the others see it as left, not as dead.")
final class LeaveVerb extends ClientVerb {

    @Override
    int ask(AgentClient agent) {
        return show(agent.post("/v1/leave", Map.of()), LeaveReply.class, this::print);
    }

    private void print(LeaveReply reply) {
        int acknowledged = reply.acknowledgedBy().size();
        String known = reply.wanted() == 0
                ? "nobody was there to tell"
                : acknowledged + " of " + Words.count(reply.wanted(), "member", "members") + " that were to know have"
                        + " acknowledged it, in " + Words.millis(reply.tookMillis());
        out().println(reply.name() + " has left; " + known);
        if (acknowledged < reply.wanted()) out().println("the others may take it for dead for a while");
    }
}
