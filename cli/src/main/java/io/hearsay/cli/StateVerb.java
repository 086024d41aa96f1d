package io.hearsay.cli;

import io.hearsay.agent.api.StateDelete;
import io.hearsay.agent.api.StateList;
import io.hearsay.agent.api.StatePut;
import io.hearsay.agent.api.StateReply;
import io.hearsay.cli.AgentClient.Reply;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearsay state}: what each member says of itself. */
@Command(
        name = "state",
        description = "What each member says of itself, known to all; only the agent's own is written.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {StateVerb.Put.class, StateVerb.Get.class, StateVerb.Delete.class, StateWatchVerb.class},
        footer = {"", "  hearsay state put load 0.7 --ttl 30s", "  hearsay state get load", "  hearsay state watch"})
final class StateVerb implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a verb is missing: " + String.join(", ", spec.subcommands().keySet()));
    }

    /** {@code hearsay state put}. */
    @Command(name = "put", description = "Say something of the agent's node, to all members.")
    static final class Put extends ClientVerb {
        @Parameters(index = "0", paramLabel = "KEY", description = "1 to 128 bytes.")
        private String key;

        @Parameters(index = "1", paramLabel = "VALUE", description = "At most 768 bytes.")
        private String value;

        @Option(names = "--ttl", paramLabel = "TIME", description = "Delete it after this time, unless put again.")
        private @Nullable String ttl;

        @Override
        int ask(AgentClient agent) {
            Reply reply = agent.post("/v1/state/put", new StatePut(key, value, ttl));
            return show(
                    reply,
                    StateReply.class,
                    said -> out().println(said.member() + " says " + said.key() + " = " + said.value()));
        }
    }

    /** {@code hearsay state delete}. */
    @Command(name = "delete", description = "Say it no longer.")
    static final class Delete extends ClientVerb {
        @Parameters(paramLabel = "KEY", description = "The key.")
        private String key;

        @Override
        int ask(AgentClient agent) {
            Reply reply = agent.post("/v1/state/delete", new StateDelete(key));
            return show(
                    reply, StateReply.class, said -> out().println(said.member() + " says no " + said.key() + " now"));
        }
    }

    /** {@code hearsay state get}. */
    @Command(
            name = "get",
            description = "A key of all members; with --node its bare value. Exit code 1 if nobody has it.")
    static final class Get extends ClientVerb {
        @Parameters(paramLabel = "KEY", description = "The key.")
        private String key;

        @Option(names = "--node", paramLabel = "NAME", description = "Only this member's.")
        private @Nullable String node;

        @Override
        int ask(AgentClient agent) {
            String path = "/v1/state?key=" + AgentClient.encoded(key);
            Reply reply = agent.get(node == null ? path : path + "&member=" + AgentClient.encoded(node));
            return show(reply, StateList.class, this::print);
        }

        private void print(StateList list) {
            Table table = new Table(ink(), "NAME", "STATE", "VALUE");
            for (StateList.Member member : list.members())
                for (StateList.Value value : member.values().values()) {
                    if (node != null) out().println(value.value());
                    table.row(member.name(), ink().state(member.state()), value.value());
                }
            if (node == null) table.lines().forEach(out()::println);
        }
    }
}
