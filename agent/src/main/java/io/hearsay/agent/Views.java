package io.hearsay.agent;

import static io.hearsay.agent.http.HttpServer.reading;

import io.hearsay.Address;
import io.hearsay.agent.api.Calendar;
import io.hearsay.agent.api.Health;
import io.hearsay.agent.api.Info;
import io.hearsay.agent.api.MemberList;
import io.hearsay.agent.api.MemberView;
import io.hearsay.agent.api.TopicTraffic;
import io.hearsay.agent.api.TreeView;
import io.hearsay.agent.api.Why;
import io.hearsay.agent.http.HttpServer;
import io.hearsay.cluster.Cluster;
import io.hearsay.membership.Member;
import io.hearsay.membership.Verdict;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** What can be looked at. */
final class Views {
    private final Cluster cluster;
    private final Calendar calendar;
    private final AgentConfig config;
    private final String since;

    Views(Cluster cluster, Calendar calendar, AgentConfig config) {
        this.cluster = cluster;
        this.calendar = calendar;
        this.config = config;
        since = calendar.at(cluster.nowNanos());
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v1/members", reading(context -> members()));
        routes.get("/v1/info", reading(this::info));
        routes.get("/v1/tree", reading(context -> tree()));
        routes.get("/v1/why", reading(context -> why(required(context, "name"))));
        routes.get("/healthz", reading(context -> health()));
        routes.get(
                "/healthz/joined",
                context -> HttpServer.answer(context, isDone(cluster.joined()) ? 200 : 503, health()));
        routes.get(
                "/healthz/settled",
                context -> HttpServer.answer(context, isDone(cluster.settled()) ? 200 : 503, health()));
    }

    private MemberList members() {
        Map<String, Double> phi = cluster.phi();
        List<MemberView> members = cluster.members().stream()
                .map(member -> MemberView.of(member, phi.get(member.name()), calendar))
                .toList();
        return new MemberList(cluster.id(), cluster.self().name(), cluster.isPartial(), members);
    }

    private TreeView tree() {
        return TreeView.of(cluster.id(), cluster.self().name(), Commands.await(cluster.tree()));
    }

    private Info info(Context context) {
        Member self = cluster.self();
        return new Info(
                cluster.id(),
                self.name(),
                version(),
                self.id().epoch(),
                self.incarnation(),
                Long.toHexString(self.id().instance()),
                self.addresses().stream().map(Address::toString).toList(),
                HttpServer.localAddress(context),
                config.profile(),
                config.isSealed() ? "sealed" : "insecure",
                config.faultHook(),
                isDone(cluster.joined()),
                isDone(cluster.settled()),
                byState(),
                self.tags(),
                cluster.stats().copies().stream().map(TopicTraffic::of).toList(),
                ProcessHandle.current().pid(),
                since);
    }

    static String version() {
        String version = Views.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    private Map<String, Integer> byState() {
        return cluster.members().stream()
                .collect(Collectors.groupingBy(
                        member -> member.state().name(), TreeMap::new, Collectors.summingInt(member -> 1)));
    }

    private Why why(String name) {
        List<Verdict> verdicts = cluster.why(name);
        if (verdicts.isEmpty())
            throw new NotFoundResponse("nothing was ever heard of '" + name + "' here; known are "
                    + cluster.members().stream().map(Member::name).limit(32).collect(Collectors.joining(", ")));
        return new Why(
                cluster.id(),
                cluster.self().name(),
                name,
                verdicts.stream()
                        .map(verdict -> Why.Entry.of(verdict, calendar))
                        .toList());
    }

    private Health health() {
        return new Health(cluster.self().name(), isDone(cluster.joined()), isDone(cluster.settled()));
    }

    private static boolean isDone(CompletionStage<?> stage) {
        return stage.toCompletableFuture().isDone();
    }

    static String required(Context context, String parameter) {
        String value = context.queryParam(parameter);
        if (value == null || value.isEmpty())
            throw new IllegalArgumentException(
                    "the parameter '" + parameter + "' is missing, as in " + context.path() + "?" + parameter + "=…");
        return value;
    }
}
