package io.hearsay.cli;

import io.hearsay.agent.api.Differences;
import io.hearsay.agent.api.MemberList;
import io.hearsay.agent.api.MemberView;
import io.hearsay.agent.api.RepairReport;
import io.hearsay.agent.api.RepairRequest;
import io.hearsay.cli.AgentClient.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hearsay repair}. */
@Command(
        name = "repair",
        description = "Exchange with members now what differs in maps, and print how many entries went each way.",
        footer = {"", "Exit code 1 if a member could not be compared to the end; with --dry-run also if keys differ."})
final class RepairVerb extends ClientVerb {
    @Option(names = "--node", paramLabel = "NAME", description = "Only with this member (default: all that are alive).")
    private @Nullable String member;

    @Option(names = "--dry-run", description = "Only name the keys that differ, as diff does; change nothing.")
    private boolean isDryRun;

    @Option(names = "--map", paramLabel = "MAP", description = "With --dry-run, name keys of this map only.")
    private @Nullable String map;

    @Override
    int ask(AgentClient agent) {
        if (isDryRun) return rehearse(agent);
        if (map != null) throw wrongUsage("an exchange is of all maps at once; --map goes with --dry-run only");
        Reply reply = agent.post("/v1/repair", new RepairRequest(member));
        int code = show(reply, RepairReport.class, this::print);
        boolean isDone =
                code == 0 && reply.as(RepairReport.class).members().stream().allMatch(each -> each.error() == null);
        return isDone ? 0 : Errors.NEGATIVE;
    }

    private int rehearse(AgentClient agent) {
        int code = 0;
        for (String name : names(agent)) {
            Reply reply = agent.get(DiffVerb.path(name, map));
            int answered = show(reply, Differences.class, found -> DiffVerb.print(found, out(), ink()));
            if (answered != 0 || !DiffVerb.isSame(reply.as(Differences.class))) code = Errors.NEGATIVE;
        }
        return code;
    }

    private List<String> names(AgentClient agent) {
        if (member != null) return List.of(member);
        MemberList list = agent.get("/v1/members").as(MemberList.class);
        return list.members().stream()
                .filter(each -> each.state().equals("ALIVE") && !each.name().equals(list.self()))
                .map(MemberView::name)
                .toList();
    }

    private void print(RepairReport report) {
        if (report.members().isEmpty()) out().println("nobody else is alive");
        for (RepairReport.Entry each : report.members()) {
            String moved = each.member() + ": " + each.sent() + " sent, " + each.received() + " received";
            String error = each.error();
            out().println(error == null ? moved : moved + "; " + ink().bad(error));
        }
    }
}
