package io.hearsay.agent;

import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Figures for Prometheus: the node's, which it keeps itself, the API's and the process's. */
final class Measures {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry meters;

    Measures(PrometheusMeterRegistry meters) {
        this.meters = meters;
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
    }

    void addTo(RoutesConfig routes) {
        routes.get("/metrics", context -> context.contentType(TEXT).result(meters.scrape()));
    }
}
