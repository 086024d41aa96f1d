package io.hearsay.agent;

import static io.hearsay.agent.http.HttpServer.body;
import static io.hearsay.agent.http.HttpServer.reading;

import io.hearsay.agent.api.Calendar;
import io.hearsay.agent.api.ExchangeCancel;
import io.hearsay.agent.api.ExchangeList;
import io.hearsay.cluster.Cluster;
import io.javalin.config.RoutesConfig;
import io.javalin.http.NotFoundResponse;

/** How maps are compared with other members'. */
final class ExchangeRoutes {
    private final Cluster cluster;
    private final Calendar calendar;
    private final Processes processes;

    ExchangeRoutes(Cluster cluster, Calendar calendar) {
        this.cluster = cluster;
        this.calendar = calendar;
        processes = new Processes(cluster);
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v1/exchanges", reading(context -> list()));
        routes.post("/v1/exchanges/cancel", reading(context -> cancel(body(context, ExchangeCancel.class))));
    }

    private ExchangeList list() {
        String self = cluster.self().name();
        return new ExchangeList(
                cluster.id(),
                self,
                cluster.maps().exchanges().stream()
                        .map(exchange ->
                                ExchangeList.Entry.of(exchange, self, processes.name(exchange.peer()), calendar))
                        .toList());
    }

    private ExchangeCancel cancel(ExchangeCancel request) {
        if (!cluster.maps().cancel(request.number()))
            throw new NotFoundResponse("no exchange runs under '" + request.id() + "'; it may be over");
        return request;
    }
}
