package io.hearsay.node;

import io.hearsay.stack.MapStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Maps, the comparisons and the audits of them, as {@code hearsay.maps.*}, {@code .exchanges.*}, {@code .audit.*}. */
final class MapMeters {
    private final MeterRegistry registry;
    private final Tags tags;
    private final Supplier<MapStats> stats;
    private final List<Meter> meters = new ArrayList<>();

    /** Registers them; the figures are asked for whenever somebody reads one. */
    MapMeters(MeterRegistry registry, Tags tags, Supplier<MapStats> stats) {
        this.registry = registry;
        this.tags = tags;
        this.stats = stats;
        bindMaps();
        bindExchanges();
        bindAudits();
    }

    private void bindMaps() {
        gauge("hearsay.maps", s -> s.counts().maps());
        gauge("hearsay.maps.entries", s -> s.counts().entries());
        gauge("hearsay.maps.bytes", s -> s.counts().bytes());
        counter("hearsay.maps.written", tags, s -> s.counts().written());
        counter("hearsay.maps.merged", tags, s -> s.counts().merged());
        counter("hearsay.maps.unspread", tags, s -> s.counts().unspread());
        counter(
                "hearsay.maps.refused",
                tags.and("reason", "ahead"),
                s -> s.counts().refusedAhead());
        counter(
                "hearsay.maps.refused",
                tags.and("reason", "policy"),
                s -> s.counts().refusedPolicy());
        counter(
                "hearsay.maps.refused",
                tags.and("reason", "rule"),
                s -> s.counts().refusedRule());
        counter(
                "hearsay.maps.refused",
                tags.and("reason", "malformed"),
                s -> s.counts().malformed());
        counter("hearsay.maps.store.rotted", tags, s -> s.counts().rotted());
        counter("hearsay.maps.deletes.settled", tags, s -> s.counts().settled());
        counter("hearsay.maps.values.returned", tags, s -> s.counts().returned());
    }

    private void bindExchanges() {
        counter(
                "hearsay.exchanges",
                tags.and("outcome", "agreed"),
                s -> s.exchanges().agreed());
        counter(
                "hearsay.exchanges",
                tags.and("outcome", "different"),
                s -> s.exchanges().different());
        counter(
                "hearsay.exchanges",
                tags.and("outcome", "compared"),
                s -> s.exchanges().compared());
        counter(
                "hearsay.exchanges",
                tags.and("outcome", "failed"),
                s -> s.exchanges().failed());
        counter(
                "hearsay.exchanges.bytes",
                tags.and("direction", "in"),
                s -> s.exchanges().bytesIn());
        counter(
                "hearsay.exchanges.bytes",
                tags.and("direction", "out"),
                s -> s.exchanges().bytesOut());
        counter(
                "hearsay.exchanges.entries",
                tags.and("direction", "in"),
                s -> s.exchanges().entriesIn());
        counter(
                "hearsay.exchanges.entries",
                tags.and("direction", "out"),
                s -> s.exchanges().entriesOut());
    }

    private void bindAudits() {
        counter("hearsay.audit.items", tags, s -> s.audits().items());
        counter("hearsay.audit.rotten", tags, s -> s.audits().rotten());
        counter("hearsay.audit.healed", tags, s -> s.audits().healed());
        counter("hearsay.audit.named", tags, s -> s.audits().named());
        counter("hearsay.audit.refused", tags, s -> s.audits().refused());
    }

    private void gauge(String name, ToDoubleFunction<MapStats> value) {
        meters.add(Gauge.builder(name, stats, now -> value.applyAsDouble(now.get()))
                .tags(tags)
                .register(registry));
    }

    private void counter(String name, Tags all, ToDoubleFunction<MapStats> value) {
        meters.add(FunctionCounter.builder(name, stats, now -> value.applyAsDouble(now.get()))
                .tags(all)
                .register(registry));
    }

    /** Takes them out of the registry again. */
    void remove() {
        for (Meter meter : meters) registry.remove(meter);
    }
}
