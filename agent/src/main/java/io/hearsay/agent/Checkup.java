package io.hearsay.agent;

import static io.hearsay.agent.http.HttpServer.reading;

import io.hearsay.agent.api.Diagnosis;
import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.ClusterStats;
import io.hearsay.membership.Member;
import io.hearsay.node.Doctor;
import io.hearsay.node.Finding;
import io.hearsay.node.Finding.Grade;
import io.hearsay.stack.Reject;
import io.javalin.config.RoutesConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a doctor finds at a node that runs: how it stands, who knocked in vain, and the way to its seeds. */
final class Checkup {
    private static final Duration AHEAD = Duration.ofHours(1);

    private final Cluster cluster;
    private final AgentConfig config;
    private final Clock clock;

    Checkup(Cluster cluster, AgentConfig config, Clock clock) {
        this.cluster = cluster;
        this.config = config;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v1/doctor", reading(context -> diagnosis()));
    }

    private Diagnosis diagnosis() {
        List<Finding> findings = new ArrayList<>();
        ClusterStats stats = cluster.stats();
        findings.add(standing(stats));
        findings.add(strangers(stats));
        findings.add(clocks(cluster.members(), clock.instant().getEpochSecond()));
        findings.addAll(Doctor.whileRunning(config.cluster()));
        return Diagnosis.of(cluster.id(), cluster.self().name(), findings);
    }

    private Finding standing(ClusterStats stats) {
        boolean joined = cluster.joined().toCompletableFuture().isDone();
        String view = stats.alive() + " alive, " + stats.suspect() + " suspect, " + stats.dead() + " dead";
        String name = cluster.self().name();
        if (!joined)
            return new Finding("agent", name, Grade.BAD, "not in the cluster yet; the steps below may say why");
        return stats.localHealth() == 0
                ? new Finding("agent", name, Grade.GOOD, "in the cluster: " + view)
                : new Finding(
                        "agent",
                        name,
                        Grade.DOUBTFUL,
                        "in the cluster: " + view + "; it has trouble of its own (local health " + stats.localHealth()
                                + ", 0 is well): too little CPU, long pauses, or a lossy network");
    }

    private static Finding strangers(ClusterStats stats) {
        String counts = Stream.of(Reject.CLUSTER, Reject.KEY, Reject.SEAL)
                .filter(why -> stats.frames().rejected(why) > 0)
                .map(why -> stats.frames().rejected(why) + " " + why.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return counts.isEmpty()
                ? new Finding(
                        "strangers", "none", Grade.GOOD, "no frame came from another cluster or under another key")
                : new Finding(
                        "strangers",
                        counts,
                        Grade.DOUBTFUL,
                        "frames dropped: cluster is another cluster id, key and seal another key; the log says from where");
    }

    /** An epoch is its member's clock when it started, or higher. */
    static Finding clocks(List<Member> members, long nowSeconds) {
        String ahead = members.stream()
                .filter(member -> member.id().epoch() > nowSeconds + AHEAD.toSeconds())
                .map(Member::name)
                .collect(Collectors.joining(", "));
        return ahead.isEmpty()
                ? new Finding("clocks", "all members", Grade.GOOD, "nobody's epoch is ahead of this clock")
                : new Finding(
                        "clocks",
                        ahead,
                        Grade.DOUBTFUL,
                        "began with a clock more than an hour ahead of this one; give it a data directory and set its"
                                + " clock, or its restarts may be taken for its past");
    }
}
