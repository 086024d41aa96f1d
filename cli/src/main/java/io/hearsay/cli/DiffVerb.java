package io.hearsay.cli;

import io.hearsay.agent.api.Differences;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hearsay diff}. */
@Command(
        name = "diff",
        description = "The keys of maps in which the agent and a member differ now. Changes nothing.",
        footer = {"", "Exit code 1 if there are any, or it could not be found out."})
final class DiffVerb extends ClientVerb {
    @Parameters(paramLabel = "NODE", description = "The member.")
    private String member;

    @Option(names = "--map", paramLabel = "MAP", description = "Only this map (default: all).")
    private @Nullable String map;

    @Override
    int ask(AgentClient agent) {
        AgentClient.Reply reply = agent.get(path(member, map));
        int code = show(reply, Differences.class, found -> print(found, out(), ink()));
        return code == 0 && isSame(reply.as(Differences.class)) ? 0 : Errors.NEGATIVE;
    }

    static String path(String name, @Nullable String onlyMap) {
        String query = "/v1/diff?member=" + AgentClient.encoded(name);
        return onlyMap == null ? query : query + "&map=" + AgentClient.encoded(onlyMap);
    }

    static boolean isSame(Differences found) {
        return found.keys().isEmpty() && found.error() == null;
    }

    static void print(Differences found, PrintWriter out, Ink ink) {
        Table table = new Table(ink, "MAP", "KEY", found.self() + " AND " + found.member());
        for (Differences.Key key : found.keys())
            table.row(key.map(), key.key(), side(key.side(), found.self(), found.member()));
        if (!found.keys().isEmpty()) table.lines().forEach(out::println);
        if (found.more() > 0) out.println("and " + found.more() + " more");
        String error = found.error();
        if (error != null) out.println(ink.bad(found.member() + ": " + error));
        else if (found.keys().isEmpty()) out.println(found.self() + " and " + found.member() + " hold the same");
    }

    private static String side(String side, String self, String member) {
        return switch (side) {
            case "missing-here" -> "missing at " + self;
            case "missing-there" -> "missing at " + member;
            case "newer-here" -> "newer at " + self;
            case "newer-there" -> "newer at " + member;
            default -> "each has what the other lacks";
        };
    }
}
