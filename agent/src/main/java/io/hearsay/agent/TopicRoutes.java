package io.hearsay.agent;

import static io.hearsay.agent.http.HttpServer.body;
import static io.hearsay.agent.http.HttpServer.reading;

import io.hearsay.agent.api.Calendar;
import io.hearsay.agent.api.HeardEvent;
import io.hearsay.agent.api.MissingEvent;
import io.hearsay.agent.api.Payload;
import io.hearsay.agent.api.PublishReply;
import io.hearsay.agent.api.PublishRequest;
import io.hearsay.agent.api.RumorCensus;
import io.hearsay.agent.api.RumorList;
import io.hearsay.agent.api.RumorView;
import io.hearsay.agent.api.StreamEvent;
import io.hearsay.agent.http.EventStreams;
import io.hearsay.agent.http.HttpServer;
import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.RefusedException;
import io.hearsay.cluster.Topic;
import io.hearsay.cluster.TopicGap;
import io.hearsay.cluster.TopicListener;
import io.hearsay.cluster.TopicMessage;
import io.hearsay.dissemination.rumor.CensusTaken;
import io.hearsay.dissemination.rumor.RumorId;
import io.hearsay.dissemination.rumor.RumorSnapshot;
import io.hearsay.dissemination.topic.Delivery;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Events under topics: publishing them, hearing them, and what became of them. */
final class TopicRoutes {
    private final Cluster cluster;
    private final Calendar calendar;
    private final EventStreams streams;
    private final Processes processes;

    TopicRoutes(Cluster cluster, Calendar calendar, EventStreams streams) {
        this.cluster = cluster;
        this.calendar = calendar;
        this.streams = streams;
        processes = new Processes(cluster);
    }

    void addTo(RoutesConfig routes) {
        routes.post("/v1/publish", this::publish);
        routes.get("/v1/listen", streams.streaming(this::listen));
        routes.get("/v1/rumors", reading(context -> rumors(Optional.ofNullable(context.queryParam("topic")))));
        routes.get("/v1/census", reading(context -> census(Optional.ofNullable(context.queryParam("topic")))));
    }

    /** One after the other, so that the accepted ones are the first: the rest can be tried again in order. */
    private void publish(Context context) throws IOException {
        PublishRequest request = body(context, PublishRequest.class);
        Topic topic = topic(request.topic(), request.delivery());
        List<byte[]> payloads = request.events().stream().map(Payload::bytes).toList();
        long accepted = 0;
        for (byte[] payload : payloads) {
            try {
                Commands.await(topic.publish(payload));
                accepted++;
            } catch (RefusedException e) {
                HttpServer.answer(
                        context, status(payload, e), new PublishReply(topic.name(), accepted, e.getMessage()));
                return;
            }
        }
        HttpServer.answer(context, 200, new PublishReply(topic.name(), accepted, null));
    }

    /** What is larger than the limit by itself will never fit. */
    private static int status(byte[] payload, RefusedException refused) {
        return payload.length > refused.limit() ? PublishReply.TOO_LARGE : PublishReply.FULL;
    }

    private AutoCloseable listen(Context context, Consumer<StreamEvent> sink) {
        return topic(Views.required(context, "topic"), context.queryParam("delivery"))
                .follow(new TopicListener() {
                    @Override
                    public void heard(TopicMessage message) {
                        sink.accept(TopicRoutes.this.heard(message));
                    }

                    @Override
                    public void gap(TopicGap gap) {
                        sink.accept(missing(gap));
                    }

                    @Override
                    public void missed(long count) {
                        sink.accept(StreamEvent.gap(count));
                    }
                });
    }

    private Topic topic(String name, @Nullable String delivery) {
        if (delivery == null) return cluster.topic(name);
        for (Delivery each : Delivery.values()) if (word(each).equals(delivery)) return cluster.topic(name, each);
        throw new IllegalArgumentException(
                "delivery must be best-effort, eventual, fifo or causal, was '" + delivery + "'");
    }

    private static String word(Delivery delivery) {
        return delivery.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private MissingEvent missing(TopicGap gap) {
        return new MissingEvent(
                "missing",
                gap.topic(),
                processes.name(gap.origin()),
                calendar.at(cluster.nowNanos()),
                gap.first(),
                gap.last(),
                gap.reason().name());
    }

    private HeardEvent heard(TopicMessage message) {
        Payload payload = Payload.of(message.payload());
        return new HeardEvent(
                "heard",
                message.topic(),
                processes.name(message.origin()),
                Long.toHexString(message.origin()) + "/" + message.sequence(),
                calendar.at(cluster.nowNanos()),
                message.hops(),
                payload.text(),
                payload.base64());
    }

    private RumorList rumors(Optional<String> topic) {
        List<RumorView> rumors = cluster.rumors(topic).stream()
                .map(rumor -> RumorView.of(rumor, processes.name(rumor.id().origin()), calendar))
                .toList();
        return new RumorList(cluster.id(), cluster.self().name(), rumors);
    }

    private RumorCensus census(Optional<String> topic) {
        CensusTaken taken = Commands.await(cluster.census(topic));
        Map<RumorId, String> topics = new HashMap<>();
        for (RumorSnapshot rumor : cluster.rumors(topic)) rumor.topic().ifPresent(name -> topics.put(rumor.id(), name));
        return new RumorCensus(
                cluster.id(),
                cluster.self().name(),
                taken.asked(),
                taken.answered(),
                taken.counts().stream()
                        .map(count -> entry(count, topics.get(count.rumor())))
                        .toList());
    }

    private RumorCensus.Entry entry(CensusTaken.Count count, @Nullable String topic) {
        return new RumorCensus.Entry(
                count.rumor().toString(),
                topic,
                processes.name(count.rumor().origin()),
                count.susceptible(),
                count.infective(),
                count.removed());
    }
}
