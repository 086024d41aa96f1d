package io.hearsay.cli;

import io.hearsay.agent.api.Info;
import io.hearsay.agent.api.TopicTraffic;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code hearsay info}. */
@Command(name = "info", description = "The agent about itself: addresses, version, state.")
final class InfoVerb extends ClientVerb {

    @Override
    int ask(AgentClient agent) {
        return show(agent.get("/v1/info"), Info.class, this::print);
    }

    private void print(Info info) {
        line("name", ink().strong(info.name()) + " in cluster " + info.cluster());
        line(
                "members",
                info.members().entrySet().stream()
                        .map(state -> state.getValue() + " " + state.getKey().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")));
        line(
                "state",
                (info.joined() ? ink().good("joined") : ink().doubtful("not joined yet")) + ", "
                        + (info.settled() ? ink().good("settled") : ink().doubtful("view still changing")));
        line("gossip", String.join(", ", info.gossip()));
        line("http", info.http());
        line("security", info.security().equals("sealed") ? ink().good("sealed") : ink().bad(info.security()));
        line("profile", info.profile());
        if (info.faultHook()) line("fault hook", ink().bad("on: anybody who may use the API can cut this node off"));
        if (!info.tags().isEmpty()) line("tags", Words.tags(info.tags()));
        for (TopicTraffic topic : info.topics()) line("topic", words(topic));
        line("life", "epoch " + info.epoch() + ", incarnation " + info.incarnation() + ", instance " + info.instance());
        line("process", info.pid() + ", started " + Words.ago(info.since(), Instant.now()));
        line("version", info.version());
    }

    private static String words(TopicTraffic topic) {
        return String.format(
                Locale.ROOT,
                "%s: %d copies in, %d first, %d duplicate (RMR %.2f), last from %d hops, farthest %d",
                topic.topic(),
                topic.received(),
                topic.first(),
                topic.duplicate(),
                topic.rmr(),
                topic.lastHop(),
                topic.farthestHop());
    }

    private void line(String what, String value) {
        out().println(ink().faint(String.format(Locale.ROOT, "%-10s", what)) + "  " + value);
    }
}
