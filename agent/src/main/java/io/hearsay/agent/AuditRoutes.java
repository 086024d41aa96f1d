package io.hearsay.agent;

import static io.hearsay.agent.http.HttpServer.reading;

import io.hearsay.agent.api.AuditView;
import io.hearsay.cluster.Cluster;
import io.javalin.config.RoutesConfig;

/** Audits of maps: one is begun, and looked at until it is done. */
final class AuditRoutes {
    private final Cluster cluster;
    private final Processes processes;

    AuditRoutes(Cluster cluster) {
        this.cluster = cluster;
        processes = new Processes(cluster);
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v1/audit", reading(context -> view()));
        routes.post("/v1/audit", reading(context -> begin()));
    }

    private AuditView begin() {
        cluster.maps().audit();
        return view();
    }

    private AuditView view() {
        return AuditView.of(
                cluster.self().name(),
                cluster.maps().latestAudit(),
                cluster.maps().auditCounts(),
                processes::name);
    }
}
