package io.hearsay.agent;

import static io.hearsay.agent.http.HttpServer.body;
import static io.hearsay.agent.http.HttpServer.reading;

import io.hearsay.agent.api.Calendar;
import io.hearsay.agent.api.MemberView;
import io.hearsay.agent.api.StateDelete;
import io.hearsay.agent.api.StateEvent;
import io.hearsay.agent.api.StateList;
import io.hearsay.agent.api.StatePut;
import io.hearsay.agent.api.StateReply;
import io.hearsay.agent.api.StreamEvent;
import io.hearsay.agent.config.Units;
import io.hearsay.agent.http.EventStreams;
import io.hearsay.antientropy.scuttlebutt.Snapshot;
import io.hearsay.antientropy.scuttlebutt.StateChanged;
import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.StateFilter;
import io.hearsay.membership.Member;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What members say of themselves. */
final class StateRoutes {
    private final Cluster cluster;
    private final Calendar calendar;
    private final EventStreams streams;

    StateRoutes(Cluster cluster, Calendar calendar, EventStreams streams) {
        this.cluster = cluster;
        this.calendar = calendar;
        this.streams = streams;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v1/state", reading(this::list));
        routes.get("/v1/state/watch", streams.streaming(this::watch));
        routes.post("/v1/state/put", reading(context -> put(body(context, StatePut.class))));
        routes.post("/v1/state/delete", reading(context -> delete(body(context, StateDelete.class))));
    }

    /** All, or those that have the key, with that alone. */
    private StateList list(Context context) {
        String member = context.queryParam("member");
        String key = context.queryParam("key");
        List<Snapshot> states = member == null
                ? cluster.state().all()
                : cluster.state().of(member).stream().toList();
        Map<String, Double> phi = cluster.phi();
        List<StateList.Member> members = new ArrayList<>();
        for (Snapshot state : states)
            if (key == null || state.entries().containsKey(key)) members.add(view(state, key, phi));
        if (member == null && key == null) addSilent(members, states, phi);
        if (members.isEmpty())
            throw new NotFoundResponse("nothing is known here that "
                    + (member == null ? "anybody" : "'" + member + "'") + " says of itself"
                    + (key == null ? "" : " under '" + key + "'"));
        return new StateList(cluster.id(), cluster.self().name(), members);
    }

    /** Those whose state never came, in their places. */
    private void addSilent(List<StateList.Member> members, List<Snapshot> states, Map<String, Double> phi) {
        Set<String> known = states.stream().map(state -> state.owner().name()).collect(Collectors.toSet());
        for (Member member : cluster.members())
            if (!known.contains(member.name()))
                members.add(new StateList.Member(
                        member.name(),
                        member.state().name(),
                        member.id().epoch(),
                        0,
                        0,
                        0,
                        calendar.at(member.sinceNanos()),
                        MemberView.rounded(phi.get(member.name())),
                        Map.of()));
        members.sort(Comparator.comparing(StateList.Member::name));
    }

    private StateList.Member view(Snapshot state, @Nullable String onlyKey, Map<String, Double> phi) {
        Map<String, StateList.Value> values = new LinkedHashMap<>();
        state.entries().forEach((key, entry) -> {
            if (onlyKey == null || onlyKey.equals(key))
                values.put(key, new StateList.Value(String.valueOf(entry.value()), entry.version()));
        });
        String name = state.owner().name();
        return new StateList.Member(
                name,
                cluster.member(name).map(known -> known.state().name()).orElse("LEFT"),
                state.owner().epoch(),
                state.version(),
                state.collected(),
                state.tombstones(),
                calendar.at(state.changedNanos()),
                MemberView.rounded(phi.get(name)),
                values);
    }

    private StateReply put(StatePut request) {
        String ttl = request.ttl();
        Commands.await(
                ttl == null
                        ? cluster.state().put(request.key(), request.value())
                        : cluster.state().put(request.key(), request.value(), Units.duration(ttl)));
        return new StateReply(cluster.self().name(), request.key(), request.value());
    }

    private StateReply delete(StateDelete request) {
        Commands.await(cluster.state().delete(request.key()));
        return new StateReply(cluster.self().name(), request.key(), null);
    }

    /** One key if it is named, else all that begin with the prefix, which may be empty. */
    private AutoCloseable watch(Context context, Consumer<StreamEvent> sink) {
        String key = context.queryParam("key");
        String prefix = Optional.ofNullable(context.queryParam("prefix")).orElse("");
        StateFilter filter = key == null ? StateFilter.prefix(prefix) : StateFilter.key(key);
        String member = context.queryParam("member");
        return cluster.state().watch(member == null ? filter : filter.of(member), change -> sink.accept(event(change)));
    }

    private static StateEvent event(StateChanged change) {
        String value = change.value();
        return new StateEvent(value == null ? "gone" : "changed", change.owner().name(), change.key(), value);
    }
}
