package io.hearsay.agent;

import static io.hearsay.agent.http.HttpServer.body;
import static io.hearsay.agent.http.HttpServer.reading;

import io.hearsay.agent.api.Json;
import io.hearsay.agent.api.MapChanged;
import io.hearsay.agent.api.MapList;
import io.hearsay.agent.api.MapValue;
import io.hearsay.agent.api.MapView;
import io.hearsay.agent.api.MapWrite;
import io.hearsay.agent.api.Payload;
import io.hearsay.agent.api.StreamEvent;
import io.hearsay.agent.config.Units;
import io.hearsay.agent.http.EventStreams;
import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.MapChange;
import io.hearsay.cluster.RefusedException;
import io.hearsay.cluster.ReplicatedMap;
import io.hearsay.cluster.SharedMap;
import io.hearsay.cluster.SharedMaps;
import io.hearsay.data.map.MapPolicy;
import io.hearsay.data.map.MapRule;
import io.hearsay.data.map.MapSummary;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.NotFoundResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The replicated maps: reading, writing, watching. */
final class MapRoutes {
    /** The HTTP status of what is over a limit or a quota. */
    private static final int TOO_MUCH = 413;

    private final Cluster cluster;
    private final EventStreams streams;

    MapRoutes(Cluster cluster, EventStreams streams) {
        this.cluster = cluster;
        this.streams = streams;
    }

    /** Asked for each time: a partial cluster has none, and says so. */
    private SharedMaps maps() {
        return cluster.maps();
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v1/maps", reading(context -> list()));
        routes.get("/v1/maps/{map}", reading(context -> view(context.pathParam("map"), prefix(context))));
        routes.get("/v1/maps/{map}/entry", reading(context -> entry(context.pathParam("map"), context)));
        routes.get("/v1/maps/{map}/watch", streams.streaming(this::watch));
        routes.post(
                "/v1/maps/{map}", reading(context -> write(context.pathParam("map"), body(context, MapWrite.class))));
        if (!cluster.isPartial())
            cluster.onQuery("map", (from, question) -> Json.write(asked(new String(question, StandardCharsets.UTF_8))));
    }

    private static String prefix(Context context) {
        String prefix = context.queryParam("prefix");
        return prefix == null ? "" : prefix;
    }

    private MapList list() {
        List<MapList.Entry> entries =
                maps().list().stream().map(MapRoutes::entry).toList();
        return new MapList(cluster.id(), cluster.self().name(), Long.toHexString(maps().digest()), entries);
    }

    private static MapList.Entry entry(MapSummary map) {
        return new MapList.Entry(
                map.name(), map.policy().toString(), map.rule().toString(), map.held(), map.entries(), map.bytes());
    }

    private MapView view(String name, String prefix) {
        Optional<MapPolicy<?>> policy = policy(name);
        List<MapValue> entries = new ArrayList<>();
        policy.map(known -> open(name, known, null))
                .ifPresent(map -> map.entries(prefix).forEach((key, value) -> entries.add(said(map, key, value))));
        return new MapView(name, policy.map(MapPolicy::toString).orElse(""), entries);
    }

    private MapValue entry(String name, Context context) {
        String key = Views.required(context, "key");
        MapValue entry = entry(name, key);
        if (entry.equals(MapValue.nothing(key)))
            throw new NotFoundResponse("nothing stands under '" + key + "' in map '" + name + "' here");
        return entry;
    }

    private MapValue entry(String name, String key) {
        return policy(name)
                .map(policy -> open(name, policy, null))
                .flatMap(map -> map.get(key).map(value -> said(map, key, value)))
                .orElse(MapValue.nothing(key));
    }

    private static MapValue said(ReplicatedMap<?, ?> map, String key, Object value) {
        MapValue said = MapValue.of(key, value);
        return map instanceof SharedMap values ? said.ownedBy(values.owner(key)) : said;
    }

    /** What {@code hearsay agreement} asks of everybody: the map's name, a line break, the key. */
    private MapValue asked(String question) {
        int at = question.indexOf('\n');
        if (at < 0) throw new IllegalArgumentException("ask for a map and a key, with a line break between them");
        return entry(question.substring(0, at), question.substring(at + 1));
    }

    private AutoCloseable watch(Context context, Consumer<StreamEvent> sink) {
        String name = context.pathParam("map");
        ReplicatedMap<?, ?> map = open(name, policy(name).orElse(MapPolicy.LAST_WRITE), null);
        return watch(map, prefix(context), sink);
    }

    private static <V> AutoCloseable watch(ReplicatedMap<?, V> map, String prefix, Consumer<StreamEvent> sink) {
        return map.watch(
                prefix, change -> sink.accept(changed(map, change)), missed -> sink.accept(StreamEvent.gap(missed)));
    }

    private static MapChanged changed(ReplicatedMap<?, ?> map, MapChange<?> change) {
        return new MapChanged(
                "changed",
                change.value().isPresent()
                        ? said(map, change.key(), change.value().get())
                        : MapValue.nothing(change.key()));
    }

    /** Under which policy it is known here. */
    private Optional<MapPolicy<?>> policy(String name) {
        for (MapSummary map : maps().list()) if (map.name().equals(name)) return Optional.of(map.policy());
        return Optional.empty();
    }

    private ReplicatedMap<?, ?> open(String name, MapPolicy<?> policy, @Nullable MapRule rule) {
        if (policy == MapPolicy.SIBLINGS) return maps().siblings(name, rule);
        if (policy == MapPolicy.COUNTERS) return maps().counters(name, rule);
        if (policy == MapPolicy.SETS) return maps().sets(name, rule);
        if (policy == MapPolicy.FLAGS) return maps().flags(name, rule);
        return maps().lastWrite(name, rule);
    }

    private MapValue write(String name, MapWrite write) {
        try {
            Commands.await(started(name, write));
        } catch (RefusedException e) {
            throw new HttpResponseException(TOO_MUCH, String.valueOf(e.getMessage()), Map.of());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("the counter would no longer fit in 63 bits", e);
        }
        return entry(name, write.key());
    }

    private CompletionStage<Void> started(String name, MapWrite write) {
        if (write.rule() != null) open(name, policyFor(name, write), MapRule.of(write.rule()));
        return switch (write.op()) {
            case "put" -> put(name, write);
            case "delete" ->
                isSiblings(name, write)
                        ? maps().siblings(name).delete(write.key())
                        : maps().lastWrite(name).delete(write.key());
            case "count" -> maps().counters(name).add(write.key(), write.amount() == null ? 1 : write.amount());
            case "add" -> maps().sets(name).add(write.key(), text(write));
            case "remove" -> maps().sets(name).remove(write.key(), text(write));
            case "enable" -> maps().flags(name).set(write.key(), true);
            case "disable" -> maps().flags(name).set(write.key(), false);
            default ->
                throw new IllegalArgumentException("'op' must be put, delete, count, add, remove, enable or disable,"
                        + " was '" + write.op() + "'");
        };
    }

    private MapPolicy<?> policyFor(String name, MapWrite write) {
        return switch (write.op()) {
            case "count" -> MapPolicy.COUNTERS;
            case "add", "remove" -> MapPolicy.SETS;
            case "enable", "disable" -> MapPolicy.FLAGS;
            default -> isSiblings(name, write) ? MapPolicy.SIBLINGS : MapPolicy.LAST_WRITE;
        };
    }

    private CompletionStage<Void> put(String name, MapWrite write) {
        byte[] value = new Payload(write.text(), write.base64()).bytes();
        boolean isEphemeral = Boolean.TRUE.equals(write.ephemeral());
        if (isSiblings(name, write)) {
            if (write.ttl() != null || isEphemeral)
                throw new IllegalArgumentException("siblings have no 'ttl' and are not 'ephemeral'");
            return maps().siblings(name).put(write.key(), value);
        }
        String ttl = write.ttl();
        if (isEphemeral && ttl != null)
            throw new IllegalArgumentException("a value has a 'ttl' or is 'ephemeral', not both");
        if (isEphemeral) return maps().lastWrite(name).putEphemeral(write.key(), value);
        return ttl == null
                ? maps().lastWrite(name).put(write.key(), value)
                : maps().lastWrite(name).put(write.key(), value, Units.duration(ttl));
    }

    private boolean isSiblings(String name, MapWrite write) {
        MapPolicy<?> known = policy(name).orElse(MapPolicy.LAST_WRITE);
        MapPolicy<?> wanted = wanted(write.policy(), known);
        return wanted == MapPolicy.SIBLINGS;
    }

    private static MapPolicy<?> wanted(@Nullable String name, MapPolicy<?> otherwise) {
        if (name == null) return otherwise;
        MapPolicy<?> policy = MapPolicy.named(name);
        if (policy == MapPolicy.LAST_WRITE || policy == MapPolicy.SIBLINGS) return policy;
        throw new IllegalArgumentException("'policy' must be last-write or siblings, was '" + name + "'");
    }

    private static String text(MapWrite write) {
        String text = write.text();
        if (text == null) throw new IllegalArgumentException("'text' is missing: what is added or removed");
        return text;
    }
}
