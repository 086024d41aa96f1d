package io.hearsay.node;

import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.ClusterStats;
import io.hearsay.stack.MapStats;
import io.hearsay.stack.Reject;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One node's figures under {@code hearsay.*}, tagged with its cluster and its own name; no other member's name is a
 * tag.
 *
 * <p>A registry that reads them asks the node once for all of them, and not more often than once in half a second.
 */
final class NodeMeters implements MeterBinder {
    /** Handlers have about a millisecond; those that take longer are counted. */
    private static final long HANDLER_BUDGET_NANOS = 1_000_000;

    private static final long KEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final double NANOS_PER_SECOND = 1e9;

    private final Cluster cluster;
    private final CarrierStats carrier;
    private final Journal journal;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>();
    private ClusterStats last;
    private long lastNanos;
    private @Nullable TopicMeters topics;
    private @Nullable MapMeters maps;

    NodeMeters(Cluster cluster, CarrierStats carrier, Journal journal, ClusterStats first) {
        this.cluster = cluster;
        this.carrier = carrier;
        this.journal = journal;
        this.last = first;
        this.lastNanos = System.nanoTime();
        tags = Tags.of("cluster", cluster.id(), "node", cluster.self().name());
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bindMembers(registry);
        bindFrames(registry);
        bindEvents(registry);
        bindQueries(registry);
        topics = new TopicMeters(registry, tags);
        last.maps().ifPresent(any -> maps = new MapMeters(registry, tags, this::mapStats));
        bindCarrier(registry);
        bindDelays(registry);
        bindStore(registry);
    }

    /** Takes this node's meters out of the registry again. */
    void removeFrom(MeterRegistry registry) {
        for (Meter meter : meters) registry.remove(meter);
        if (topics != null) topics.remove();
        if (maps != null) maps.remove();
    }

    private void bindMembers(MeterRegistry registry) {
        gauge(registry, "hearsay.members", tags.and("state", "alive"), s -> s.alive());
        gauge(registry, "hearsay.members", tags.and("state", "suspect"), s -> s.suspect());
        gauge(registry, "hearsay.members", tags.and("state", "dead"), s -> s.dead());
        gauge(registry, "hearsay.health.local", tags, s -> s.localHealth());
        gauge(registry, "hearsay.phi.highest", tags, s -> s.highestPhi());
        counter(registry, "hearsay.listeners.missed", tags, s -> s.missedByListeners());
    }

    private void bindFrames(MeterRegistry registry) {
        counter(
                registry,
                "hearsay.messages.sent",
                tags,
                s -> s.frames().messages().sent());
        counter(
                registry,
                "hearsay.messages.received",
                tags,
                s -> s.frames().messages().received());
        counter(
                registry,
                "hearsay.messages.malformed",
                tags,
                s -> s.frames().messages().malformed());
        counter(
                registry,
                "hearsay.messages.unknown",
                tags,
                s -> s.frames().messages().unknownKinds());
        gauge(registry, "hearsay.links", tags, s -> s.frames().links().up());
        for (Reject reason : Reject.values())
            counter(
                    registry,
                    "hearsay.frames.rejected",
                    tags.and("reason", reason.name().toLowerCase(Locale.ROOT)),
                    s -> s.frames().rejected(reason) + junkConnections(reason));
    }

    private void bindEvents(MeterRegistry registry) {
        counter(registry, "hearsay.events.published", tags, s -> s.rumors().published());
        counter(registry, "hearsay.events.heard", tags, s -> s.rumors().heard());
        counter(registry, "hearsay.events.given.up", tags, s -> s.rumors().givenUp());
        counter(registry, "hearsay.event.copies.sent", tags, s -> s.rumors().copiesSent());
        counter(registry, "hearsay.event.copies.received", tags, s -> s.rumors().copiesReceived());
        counter(registry, "hearsay.event.copies.useless", tags, s -> s.rumors().uselessReceived());
        counter(registry, "hearsay.topics.delivered", tags, s -> s.topics().delivered());
        counter(registry, "hearsay.topics.held", tags, s -> s.topics().held());
        counter(registry, "hearsay.topics.given.up", tags, s -> s.topics().givenUp());
        counter(registry, "hearsay.topics.late", tags, s -> s.topics().late());
        counter(registry, "hearsay.topics.conflicts", tags, s -> s.topics().conflicts());
        gauge(registry, "hearsay.topics.waiting", tags, s -> s.topics().waiting());
        gauge(registry, "hearsay.events.infective", tags, s -> s.rumors().infective());
        gauge(registry, "hearsay.events.missing", tags, s -> s.rumors().missing());
        gauge(registry, "hearsay.events.remembered.bytes", tags, s -> s.rumors().rememberedBytes());
    }

    private void bindQueries(MeterRegistry registry) {
        counter(registry, "hearsay.queries.asked", tags, s -> s.queries().asked());
        counter(registry, "hearsay.queries.answered", tags, s -> s.queries().answered());
        counter(registry, "hearsay.queries.declined", tags, s -> s.queries().declined());
        counter(registry, "hearsay.queries.silent", tags, s -> s.queries().silent());
        counter(registry, "hearsay.questions.received", tags, s -> s.queries().questions());
        counter(registry, "hearsay.questions.refused", tags, s -> s.queries().refused());
        counter(registry, "hearsay.questions.outdated", tags, s -> s.queries().outdated());
        counter(registry, "hearsay.notes.received", tags, s -> s.queries().notes());
        counter(registry, "hearsay.queries.dropped", tags, s -> s.queries().dropped());
    }

    private void bindCarrier(MeterRegistry registry) {
        Tags datagrams = tags.and("transport", "udp");
        Tags streams = tags.and("transport", "tcp");
        own(registry, "hearsay.frames.sent", datagrams, c -> c.datagramsSent);
        own(registry, "hearsay.frames.sent", streams, c -> c.streamFramesSent);
        own(registry, "hearsay.frames.received", datagrams, c -> c.datagramsReceived);
        own(registry, "hearsay.frames.received", streams, c -> c.streamFramesReceived);
        own(registry, "hearsay.bytes.sent", datagrams, c -> c.datagramBytesSent);
        own(registry, "hearsay.bytes.sent", streams, c -> c.streamBytesSent);
        own(registry, "hearsay.bytes.received", datagrams, c -> c.datagramBytesReceived);
        own(registry, "hearsay.bytes.received", streams, c -> c.streamBytesReceived);
        own(registry, "hearsay.datagrams.unsent", tags, c -> c.datagramsUnsent);
        own(registry, "hearsay.connections.opened", tags, c -> c.connects);
        own(registry, "hearsay.connections.accepted", tags, c -> c.accepts);
        own(registry, "hearsay.connections.refused", tags, c -> c.acceptsRefused);
        own(registry, "hearsay.connections.silent", tags, c -> c.silentClosed);
    }

    private void bindDelays(MeterRegistry registry) {
        keep(Gauge.builder("hearsay.loop.delay.p99", carrier, c -> c.loopDelay.quantileNanos(0.99) / NANOS_PER_SECOND)
                .tags(tags)
                .baseUnit("seconds")
                .description("how late the node's thread runs what is due, since it started")
                .register(registry));
        keep(Gauge.builder("hearsay.handler.p99", carrier, c -> c.handling.quantileNanos(0.99) / NANOS_PER_SECOND)
                .tags(tags)
                .baseUnit("seconds")
                .description("how long one input takes to handle, since the node started")
                .register(registry));
        keep(FunctionCounter.builder(
                        "hearsay.handler.over.budget", carrier, c -> c.handling.longerThan(HANDLER_BUDGET_NANOS))
                .tags(tags)
                .description("inputs that took longer than a millisecond to handle")
                .register(registry));
    }

    private void bindStore(MeterRegistry registry) {
        keep(FunctionCounter.builder(
                        "hearsay.store.batches", journal, j -> j.counts().batches())
                .tags(tags)
                .description("batches of writes that were stored")
                .register(registry));
        keep(FunctionCounter.builder(
                        "hearsay.store.syncs", journal, j -> j.counts().syncs())
                .tags(tags)
                .description("waits for the disk, each for all batches that had gathered")
                .register(registry));
    }

    /** A connection that spoke HTTP or TLS was closed below the stack, which therefore did not count it. */
    private long junkConnections(Reject reason) {
        return switch (reason) {
            case HTTP -> carrier.junkHttp.get();
            case TLS -> carrier.junkTls.get();
            case JUNK -> carrier.junkOther.get();
            default -> 0;
        };
    }

    private void gauge(MeterRegistry registry, String name, Tags all, ToDoubleFunction<ClusterStats> value) {
        keep(Gauge.builder(name, this, meters -> value.applyAsDouble(meters.stats()))
                .tags(all)
                .register(registry));
    }

    private void counter(MeterRegistry registry, String name, Tags all, ToDoubleFunction<ClusterStats> value) {
        keep(FunctionCounter.builder(name, this, meters -> value.applyAsDouble(meters.stats()))
                .tags(all)
                .register(registry));
    }

    private void own(MeterRegistry registry, String name, Tags all, Function<CarrierStats, Tally> count) {
        keep(FunctionCounter.builder(name, carrier, c -> count.apply(c).get())
                .tags(all)
                .register(registry));
    }

    private void keep(Meter meter) {
        meters.add(meter);
    }

    private MapStats mapStats() {
        return stats().maps().orElseThrow();
    }

    /** A node that has ended answers with its last figures. */
    private synchronized ClusterStats stats() {
        long now = System.nanoTime();
        if (now - lastNanos < KEEP_NANOS) return last;
        lastNanos = now;
        try {
            last = cluster.stats();
            if (topics != null) topics.show(last.copies());
        } catch (IllegalStateException ended) {
            return last;
        }
        return last;
    }
}
