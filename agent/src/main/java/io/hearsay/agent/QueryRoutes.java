package io.hearsay.agent;

import static io.hearsay.agent.http.HttpServer.body;

import io.hearsay.agent.api.Json;
import io.hearsay.agent.api.Payload;
import io.hearsay.agent.api.QueryEnd;
import io.hearsay.agent.api.QueryReply;
import io.hearsay.agent.api.QueryRequest;
import io.hearsay.agent.config.Units;
import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.Query;
import io.hearsay.cluster.Reply;
import io.hearsay.membership.Member;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Questions to members: one JSON object a line as the replies come, and one at the end. */
final class QueryRoutes {
    private static final int MAX_QUERIES = 16;
    private static final long HEARTBEAT_SECONDS = 10;
    private static final byte[] LINE = {'\n'};
    private static final byte[] NOTHING = {};

    private final Cluster cluster;
    private final Semaphore free = new Semaphore(MAX_QUERIES);

    QueryRoutes(Cluster cluster) {
        this.cluster = cluster;
    }

    void addTo(RoutesConfig routes) {
        routes.post("/v1/query", this::query);
    }

    private void query(Context context) throws IOException, InterruptedException {
        Query query = query(body(context, QueryRequest.class));
        if (!free.tryAcquire())
            throw new HttpResponseException(
                    503, "at most " + MAX_QUERIES + " queries run at once; ask again when one has ended", Map.of());
        try (Pull<Reply> replies = new Pull<>()) {
            query.subscribe(replies);
            write(context, replies);
        } finally {
            free.release();
        }
    }

    private Query query(QueryRequest request) {
        byte[] payload = request.text() == null && request.base64() == null
                ? NOTHING
                : new Payload(request.text(), request.base64()).bytes();
        String timeout = request.timeout() == null ? QueryRequest.DEFAULT_TIMEOUT : request.timeout();
        Predicate<Member> isNamed =
                member -> request.members() == null || request.members().contains(member.name());
        Predicate<Member> isTagged = member -> request.tags() == null
                || member.tags().entrySet().containsAll(request.tags().entrySet());
        checkKnown(request);
        return cluster.query(request.name(), payload, isNamed.and(isTagged), Units.duration(timeout));
    }

    private void checkKnown(QueryRequest request) {
        if (request.members() == null) return;
        for (String name : request.members())
            if (cluster.member(name).isEmpty())
                throw new HttpResponseException(404, "nobody named '" + name + "' is known here", Map.of());
    }

    private static void write(Context context, Pull<Reply> replies) throws IOException, InterruptedException {
        Optional<Reply> reply = replies.next(HEARTBEAT_SECONDS, TimeUnit.SECONDS); // a refusal to ask is an error
        context.contentType("application/x-ndjson").header("Cache-Control", "no-store");
        ServletOutputStream out = context.res().getOutputStream();
        Count count = new Count();
        while (!replies.isOver()) {
            if (reply.isPresent()) out.write(Json.write(count.add(reply.get())));
            out.write(LINE); // an empty one says: still here
            out.flush();
            reply = replies.next(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        }
        out.write(Json.write(count.end()));
        out.write(LINE);
    }

    /** What the last line says. */
    private static final class Count {
        private int answered;
        private int declined;
        private final List<String> silent = new ArrayList<>();

        QueryReply add(Reply reply) {
            if (reply instanceof Reply.Answered) answered++;
            else if (reply instanceof Reply.Declined) declined++;
            else silent.add(reply.member());
            return QueryReply.of(reply);
        }

        QueryEnd end() {
            List<String> names = silent.stream().sorted().toList();
            return new QueryEnd("end", answered + declined + names.size(), answered, declined, names);
        }
    }
}
