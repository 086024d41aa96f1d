package io.hearsay.cli;

import io.hearsay.agent.api.JoinReply;
import io.hearsay.agent.api.JoinRequest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hearsay join}. */
@Command(name = "join", description = "Let the agent call further members, to meet a cluster.")
final class JoinVerb extends ClientVerb {
    @Parameters(arity = "1..*", paramLabel = "SEED", description = "host[:port] or dns:name[:port].")
    private List<String> seeds;

    @Override
    int ask(AgentClient agent) {
        return show(
                agent.post("/v1/join", new JoinRequest(seeds)),
                JoinReply.class,
                reply -> out().println("calling " + String.join(", ", reply.called())
                        + "; `hearsay members` shows who answered"));
    }
}
