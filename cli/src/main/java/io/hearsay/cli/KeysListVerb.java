package io.hearsay.cli;

import io.hearsay.agent.api.KeyList;
import io.hearsay.agent.api.KeyList.Holder;
import picocli.CommandLine.Command;

/** {@code hearsay keys list}. */
@Command(name = "list", description = "Who holds which keys, by fingerprint; the dead included.")
final class KeysListVerb extends ClientVerb {

    @Override
    int ask(AgentClient agent) {
        return show(agent.get("/v1/keys"), KeyList.class, this::print);
    }

    private void print(KeyList list) {
        Table table = new Table(ink(), "NAME", "STATE", "SEALS WITH", "OPENS TOO");
        for (Holder member : list.members())
            table.row(
                    member.name(),
                    ink().state(member.state()),
                    member.seals(),
                    String.join(" ", member.opens().stream().skip(1).toList()));
        table.lines().forEach(out()::println);
    }
}
