package io.hearsay.cli;

import io.hearsay.agent.api.StateList;
import java.time.Instant;
import picocli.CommandLine.Command;

/** {@code hearsay gossipinfo}. */
@Command(
        name = "gossipinfo",
        description = "What all members say of themselves, as the agent knows it: epochs, versions, ages, values.")
final class GossipInfoVerb extends ClientVerb {

    @Override
    int ask(AgentClient agent) {
        return show(agent.get("/v1/state"), StateList.class, this::print);
    }

    private void print(StateList list) {
        Instant now = Instant.now();
        for (StateList.Member member : list.members()) {
            out().println(ink().strong(member.name()) + "  " + ink().state(member.state()) + "  epoch " + member.epoch()
                    + ", version " + member.version() + ", changed " + Words.ago(member.since(), now)
                    + phi(member) + deleted(member));
            Table table = new Table(ink(), "  KEY", "VALUE", ">VERSION");
            member.values()
                    .forEach((key, value) -> table.row("  " + key, value.value(), Long.toString(value.version())));
            if (!member.values().isEmpty()) table.lines().forEach(out()::println);
        }
    }

    private static String phi(StateList.Member member) {
        return member.phi() == null ? "" : ", phi " + member.phi();
    }

    private static String deleted(StateList.Member member) {
        if (member.tombstones() == 0 && member.collected() == 0) return "";
        return ", " + Words.count(member.tombstones(), "deleted key", "deleted keys") + " remembered, up to version "
                + member.collected() + " forgotten";
    }
}
