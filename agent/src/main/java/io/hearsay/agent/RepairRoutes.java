package io.hearsay.agent;

import static io.hearsay.agent.http.HttpServer.body;
import static io.hearsay.agent.http.HttpServer.reading;

import io.hearsay.agent.api.Differences;
import io.hearsay.agent.api.RepairReport;
import io.hearsay.agent.api.RepairRequest;
import io.hearsay.antientropy.Exchange;
import io.hearsay.cluster.Cluster;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberState;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** What differs in maps between this agent and others, named or exchanged now. */
final class RepairRoutes {
    private final Cluster cluster;

    RepairRoutes(Cluster cluster) {
        this.cluster = cluster;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v1/diff", reading(this::differences));
        routes.post("/v1/repair", reading(context -> repair(body(context, RepairRequest.class))));
    }

    private Differences differences(Context context) {
        String map = Optional.ofNullable(context.queryParam("map")).orElse("");
        String member = Views.required(context, "member");
        return Differences.of(self(), member, Commands.await(cluster.maps().differences(member, map)));
    }

    /** One after the other: more at a time than two a node does not open. */
    private RepairReport repair(RepairRequest request) {
        String only = request.member();
        if (only != null) return new RepairReport(self(), List.of(repaired(only, true)));
        return new RepairReport(
                self(),
                cluster.members().stream()
                        .filter(member -> member.state() == MemberState.ALIVE)
                        .map(Member::name)
                        .filter(name -> !name.equals(self()))
                        .map(name -> repaired(name, false))
                        .toList());
    }

    /** One that cannot be repaired now must not hide what was done with the others. */
    private RepairReport.Entry repaired(String member, boolean isOnly) {
        try {
            Exchange exchange = Commands.await(cluster.maps().repair(member));
            return new RepairReport.Entry(
                    member, exchange.volume().sent(), exchange.volume().received(), Differences.problem(exchange));
        } catch (IllegalStateException | IllegalArgumentException e) {
            if (isOnly) throw e;
            return new RepairReport.Entry(member, 0, 0, String.valueOf(e.getMessage()));
        }
    }

    private String self() {
        return cluster.self().name();
    }
}
