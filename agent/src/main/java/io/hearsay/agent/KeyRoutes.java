package io.hearsay.agent;

import static io.hearsay.agent.http.HttpServer.body;
import static io.hearsay.agent.http.HttpServer.reading;

import io.hearsay.agent.api.KeyInstallRequest;
import io.hearsay.agent.api.KeyList;
import io.hearsay.agent.api.KeyReply;
import io.hearsay.agent.api.KeyRequest;
import io.hearsay.agent.http.HttpServer;
import io.hearsay.cluster.Cluster;
import io.hearsay.membership.keys.KeyEvent.KeyReport;
import io.hearsay.membership.keys.MemberKeys;
import io.hearsay.node.KeyFile;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import java.io.IOException;
import java.util.concurrent.CompletionStage;

/** The cluster's keys. */
final class KeyRoutes {
    private final Cluster cluster;

    KeyRoutes(Cluster cluster) {
        this.cluster = cluster;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v1/keys", reading(context -> list()));
        routes.post("/v1/keys/install", reading(this::install));
        routes.post("/v1/keys/use", reading(context -> use(body(context, KeyRequest.class))));
        routes.post("/v1/keys/remove", reading(context -> remove(body(context, KeyRequest.class))));
    }

    private KeyList list() {
        return new KeyList(
                cluster.id(),
                cluster.self().name(),
                cluster.keys().members().stream().map(KeyRoutes::holder).toList());
    }

    private static KeyList.Holder holder(MemberKeys member) {
        String seals =
                member.fingerprints().isEmpty() ? "" : member.fingerprints().get(0);
        return new KeyList.Holder(member.name(), member.state().name(), seals, member.fingerprints());
    }

    /** The API has no seal of its own: a key must not come in over a network. */
    private KeyReply install(Context context) throws IOException {
        if (!HttpServer.isFromThisHost(context))
            throw new ForbiddenResponse(
                    "a key is taken over loopback alone, for HTTP is not sealed; install it on this agent's own host");
        KeyInstallRequest request = body(context, KeyInstallRequest.class);
        return reply(cluster.keys().install(KeyFile.key(request.key(), "'key'")));
    }

    private KeyReply use(KeyRequest request) {
        if (request.force()) throw new IllegalArgumentException("'force' is for removing a key, not for using one");
        return reply(cluster.keys().use(request.fingerprint()));
    }

    private KeyReply remove(KeyRequest request) {
        return reply(cluster.keys().remove(request.fingerprint(), request.force()));
    }

    private static KeyReply reply(CompletionStage<KeyReport> order) {
        KeyReport report = Commands.await(order);
        return new KeyReply(report.fingerprint(), report.confirmedBy(), report.awaited(), report.lockedOut());
    }
}
