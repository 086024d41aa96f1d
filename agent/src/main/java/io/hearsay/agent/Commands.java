package io.hearsay.agent;

import static io.hearsay.agent.http.HttpServer.body;
import static io.hearsay.agent.http.HttpServer.reading;

import io.hearsay.Address;
import io.hearsay.agent.api.ForgetReply;
import io.hearsay.agent.api.ForgetRequest;
import io.hearsay.agent.api.JoinReply;
import io.hearsay.agent.api.JoinRequest;
import io.hearsay.agent.api.LeaveReply;
import io.hearsay.agent.api.TagsRequest;
import io.hearsay.agent.config.HostPort;
import io.hearsay.agent.http.HttpServer;
import io.hearsay.cluster.Cluster;
import io.hearsay.membership.sync.SyncEvent.ForgetReport;
import io.hearsay.membership.sync.SyncEvent.LeaveReport;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** What can be done. */
final class Commands {
    private static final int DEFAULT_GOSSIP_PORT = 7940;
    private static final int ANSWER_SECONDS = 15;

    private final Cluster cluster;
    private final Runnable onLeft;

    /** Commands for this node; {@code onLeft} is called once it has left by one of them. */
    Commands(Cluster cluster, Runnable onLeft) {
        this.cluster = cluster;
        this.onLeft = onLeft;
    }

    void addTo(RoutesConfig routes) {
        routes.post("/v1/join", reading(context -> join(body(context, JoinRequest.class))));
        routes.post("/v1/leave", this::leave);
        routes.post("/v1/forget", reading(context -> forget(body(context, ForgetRequest.class))));
        routes.post("/v1/tags", reading(context -> tags(body(context, TagsRequest.class))));
    }

    private JoinReply join(JoinRequest request) {
        List<Address> addresses = new ArrayList<>();
        for (String seed : request.seeds()) addresses.addAll(resolve(seed));
        await(cluster.join(addresses));
        return new JoinReply(addresses.stream().map(Address::toString).toList());
    }

    private static List<Address> resolve(String seed) {
        HostPort where = HostPort.parse(seed.startsWith("dns:") ? seed.substring(4) : seed, DEFAULT_GOSSIP_PORT);
        try {
            return Stream.of(InetAddress.getAllByName(where.host()))
                    .map(found -> Address.of(found.getAddress(), where.port()))
                    .toList();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "nobody knows the host '" + where.host() + "' of seed '" + seed + "'", e);
        }
    }

    private void leave(Context context) {
        LeaveReport report = await(cluster.leave());
        HttpServer.answer(
                context,
                200,
                new LeaveReply(
                        cluster.self().name(),
                        report.acknowledgedBy(),
                        report.wanted(),
                        Math.round(report.took().toNanos() / 1e4) / 1e2));
        onLeft.run();
    }

    private ForgetReply forget(ForgetRequest request) {
        ForgetReport report = await(cluster.forget(request.name()));
        return new ForgetReply(
                report.forgotten().name(), report.forgotten().epoch(), report.confirmedBy(), report.awaited());
    }

    private TagsRequest tags(TagsRequest request) {
        await(cluster.updateTags(request.tags()));
        return request;
    }

    /** The stage's value, or what it failed with, which becomes the answer's text. */
    static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException problem) throw problem;
            throw new IllegalStateException(String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the node did not finish this within " + ANSWER_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the agent is stopping", e);
        }
    }
}
