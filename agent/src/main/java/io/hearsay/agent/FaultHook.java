package io.hearsay.agent;

import static io.hearsay.agent.http.HttpServer.body;
import static io.hearsay.agent.http.HttpServer.reading;

import io.hearsay.Address;
import io.hearsay.agent.api.FaultList;
import io.hearsay.cluster.Cluster;
import io.hearsay.membership.Member;
import io.hearsay.stack.LinkFaults.Rule;
import io.javalin.config.RoutesConfig;
import java.util.List;

/** Trouble on purpose: cuts, delays and losses between this node and others, in its stack. For tests and the demo. */
final class FaultHook {
    private final Cluster cluster;
    private FaultList current = new FaultList(List.of());

    FaultHook(Cluster cluster) {
        this.cluster = cluster;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v1/faults", reading(context -> current()));
        routes.post("/v1/faults", reading(context -> set(body(context, FaultList.class))));
    }

    private synchronized FaultList current() {
        return current;
    }

    private synchronized FaultList set(FaultList faults) {
        List<Rule> rules = faults.rules().stream()
                .flatMap(fault -> fault.toRules(this::addresses).stream())
                .toList();
        Commands.await(cluster.faults(rules));
        current = faults;
        return faults;
    }

    private List<Address> addresses(String peer) {
        return cluster.member(peer).map(Member::addresses).orElseGet(() -> {
            try {
                return List.of(Address.parse(peer));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "'peer' must be a member's name or an address like 10.0.0.1:7940 (port 0: all), was '" + peer
                                + "'",
                        e);
            }
        });
    }
}
