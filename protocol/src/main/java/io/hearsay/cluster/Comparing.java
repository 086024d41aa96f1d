package io.hearsay.cluster;

import io.hearsay.antientropy.Exchange;
import io.hearsay.antientropy.ReconcilerEvent;
import io.hearsay.stack.Comparison;
import io.hearsay.stack.NodeMaps;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** Those who wait for the end of a comparison that they have asked for. */
final class Comparing {
    private final NodeMaps maps;
    private final Host host;
    private final Awaited awaited;
    private final Map<Long, Consumer<Exchange>> waiting = new TreeMap<>(); // the node's thread alone

    Comparing(NodeMaps maps, Host host, Awaited awaited) {
        this.maps = maps;
        this.host = host;
        this.awaited = awaited;
    }

    CompletionStage<Exchange> repair(String member) {
        CompletableFuture<Exchange> done = awaited.answer();
        host.run(() -> begin(member, done, () -> maps.repair(member), exchange -> exchange));
        return done.copy();
    }

    CompletionStage<MapDifferences> differences(String member, String map) {
        CompletableFuture<MapDifferences> done = awaited.answer();
        host.run(() -> {
            Comparison comparison = maps.comparison(map);
            begin(
                    member,
                    done,
                    () -> maps.compare(member, comparison),
                    exchange -> new MapDifferences(exchange, comparison.named(), comparison.unnamed()));
        });
        return done.copy();
    }

    private interface Beginning {
        OptionalLong begin();
    }

    private <T> void begin(String member, CompletableFuture<T> done, Beginning how, Function<Exchange, T> result) {
        try {
            long id = how.begin()
                    .orElseThrow(() -> new IllegalStateException("maps are being compared with " + member
                            + " already, or with as many members as may be at a time; try again in a moment"));
            waiting.put(id, exchange -> {
                T value = result.apply(exchange);
                host.deliver(() -> done.complete(value));
            });
        } catch (IllegalArgumentException | IllegalStateException refused) {
            host.deliver(() -> done.completeExceptionally(refused));
        }
    }

    /** On the node's thread. */
    void report(ReconcilerEvent event) {
        Consumer<Exchange> waits = waiting.remove(event.id());
        if (waits == null) return;
        for (Exchange exchange : maps.exchanges()) if (exchange.id() == event.id()) waits.accept(exchange);
    }
}
