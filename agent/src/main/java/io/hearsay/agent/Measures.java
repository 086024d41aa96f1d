package io.hearsay.agent;

import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.ClusterStats;
import io.hearsay.stack.Reject;
import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** The node's counters for Prometheus: {@code GET /metrics}. */
final class Measures {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Cluster cluster;
    private final PrometheusMeterRegistry meters;
    private ClusterStats latest;
    private long takenNanos;

    Measures(Cluster cluster, PrometheusMeterRegistry meters) {
        this.cluster = cluster;
        this.meters = meters;
        latest = cluster.stats();
        takenNanos = System.nanoTime();
        members();
        frames();
        process();
    }

    void addTo(RoutesConfig routes) {
        routes.get("/metrics", context -> context.contentType(TEXT).result(meters.scrape()));
    }

    private void members() {
        gauge("hearsay.members", "state", "alive", "Members by what this node believes of them", s -> s.alive());
        gauge("hearsay.members", "state", "suspect", "Members by what this node believes of them", s -> s.suspect());
        gauge("hearsay.members", "state", "dead", "Members by what this node believes of them", s -> s.dead());
        gauge("hearsay.local.health", "Lifeguard's multiplier: 0 is healthy", s -> s.localHealth());
        counter(
                "hearsay.listeners.missed",
                "Events dropped because a listener was too slow",
                s -> s.missedByListeners());
    }

    private void frames() {
        String frames = "Frames by way and direction";
        String bytes = "Bytes of frames, without IP, UDP and TCP headers";
        way(
                "hearsay.frames",
                "datagram",
                "out",
                frames,
                s -> s.frames().frames().datagramsSent());
        way("hearsay.frames", "datagram", "in", frames, s -> s.frames().frames().datagramsReceived());
        way("hearsay.frames", "link", "out", frames, s -> s.frames().frames().linkFramesSent());
        way("hearsay.frames", "link", "in", frames, s -> s.frames().frames().linkFramesReceived());
        way("hearsay.bytes", "datagram", "out", bytes, s -> s.frames().frames().datagramBytesSent());
        way("hearsay.bytes", "datagram", "in", bytes, s -> s.frames().frames().datagramBytesReceived());
        way("hearsay.bytes", "link", "out", bytes, s -> s.frames().frames().linkBytesSent());
        way("hearsay.bytes", "link", "in", bytes, s -> s.frames().frames().linkBytesReceived());
        gauge("hearsay.links", "Links that stand now", s -> s.frames().links().up());
        for (Reject reason : Reject.values())
            FunctionCounter.builder(
                            "hearsay.rejects",
                            this,
                            self -> self.fresh().frames().rejected(reason))
                    .description("Frames dropped unread, by reason")
                    .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                    .register(meters);
    }

    private void process() {
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
    }

    private void way(String name, String way, String direction, String what, ToDoubleFunction<ClusterStats> value) {
        FunctionCounter.builder(name, this, self -> value.applyAsDouble(self.fresh()))
                .description(what)
                .tags(Tags.of("way", way, "direction", direction))
                .register(meters);
    }

    private void counter(String name, String what, ToDoubleFunction<ClusterStats> value) {
        FunctionCounter.builder(name, this, self -> value.applyAsDouble(self.fresh()))
                .description(what)
                .register(meters);
    }

    private void gauge(String name, String what, ToDoubleFunction<ClusterStats> value) {
        gauge(name, Tags.empty(), what, value);
    }

    private void gauge(String name, String key, String tag, String what, ToDoubleFunction<ClusterStats> value) {
        gauge(name, Tags.of(key, tag), what, value);
    }

    private void gauge(String name, Tags tags, String what, ToDoubleFunction<ClusterStats> value) {
        Gauge.builder(name, this, self -> value.applyAsDouble(self.fresh()))
                .description(what)
                .tags(tags)
                .strongReference(true)
                .register(meters);
    }

    /** One question to the node for all meters of a scrape. */
    private synchronized ClusterStats fresh() {
        if (System.nanoTime() - takenNanos > FRESH_NANOS) {
            latest = cluster.stats();
            takenNanos = System.nanoTime();
        }
        return latest;
    }
}
