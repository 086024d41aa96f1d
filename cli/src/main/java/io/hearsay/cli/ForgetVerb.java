package io.hearsay.cli;

import io.hearsay.agent.api.ForgetReply;
import io.hearsay.agent.api.ForgetRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hearsay forget}. */
@Command(
        name = "forget",
        description = "Remove a member for good, usually a dead one; its name may come back only as a new process.")
final class ForgetVerb extends ClientVerb {
    @Parameters(paramLabel = "NAME", description = "The member.")
    private String name;

    @Override
    int ask(AgentClient agent) {
        return show(agent.post("/v1/forget", new ForgetRequest(name)), ForgetReply.class, this::print);
    }

    private void print(ForgetReply reply) {
        out().println(reply.name() + " is forgotten; confirmed by " + String.join(", ", reply.confirmedBy()));
        if (!reply.awaited().isEmpty())
            out().println("not yet confirmed by " + String.join(", ", reply.awaited())
                    + "; they are told when they can be reached");
    }
}
