package io.hearsay.cli;

import io.hearsay.agent.api.MemberList;
import io.hearsay.agent.api.MemberView;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code hearsay members}. */
@Command(name = "members", description = "The cluster as the agent sees it, the dead included.")
final class MembersVerb extends ClientVerb {

    @Override
    int ask(AgentClient agent) {
        return show(agent.get("/v1/members"), MemberList.class, this::print);
    }

    private void print(MemberList list) {
        out().println(ink().strong(list.cluster()) + " as " + list.self() + " sees it: "
                + (list.partial()
                        ? "a view of " + (list.members().size() - 1) + ", n unknown"
                        : summary(list.members())));
        Table table = new Table(ink(), "NAME", "STATE", "ADDRESS", ">RTT", "SINCE", "TAGS");
        Instant now = Instant.now();
        for (MemberView member : list.members())
            table.row(
                    member.name(),
                    ink().state(member.state()),
                    member.address(),
                    rtt(member, list.self()),
                    Words.ago(member.since(), now),
                    Words.tags(member.tags()));
        table.lines().forEach(out()::println);
    }

    /** Nobody measures the way to the dead. */
    private static String rtt(MemberView member, String self) {
        if (member.name().equals(self)) return "self";
        return member.state().equals("DEAD") ? "" : Words.millis(member.rttMillis());
    }

    static String summary(List<MemberView> members) {
        Map<String, Long> byState =
                members.stream().collect(Collectors.groupingBy(MemberView::state, TreeMap::new, Collectors.counting()));
        return byState.entrySet().stream()
                .map(state -> state.getValue() + " " + state.getKey().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
