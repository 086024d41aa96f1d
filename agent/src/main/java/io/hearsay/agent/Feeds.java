package io.hearsay.agent;

import io.hearsay.agent.api.Calendar;
import io.hearsay.agent.api.MonitorEvent;
import io.hearsay.agent.api.StreamEvent;
import io.hearsay.agent.http.EventStreams;
import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.Subscription;
import io.hearsay.cluster.TopicMessage;
import io.hearsay.membership.MemberEvent;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.function.Consumer;

/** What can be followed as it happens. */
final class Feeds {
    private final Cluster cluster;
    private final Calendar calendar;
    private final EventStreams streams;
    private final Processes processes;

    Feeds(Cluster cluster, Calendar calendar, EventStreams streams) {
        this.cluster = cluster;
        this.calendar = calendar;
        this.streams = streams;
        processes = new Processes(cluster);
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v1/monitor", streams.streaming(this::monitor));
    }

    private AutoCloseable monitor(Context context, Consumer<StreamEvent> sink) {
        Subscription members = cluster.onMember(event -> sink.accept(
                event instanceof MemberEvent.Resync resync
                        ? StreamEvent.gap(resync.missed())
                        : MonitorEvent.of(event, cluster.nowNanos(), calendar)));
        if ("false".equals(context.queryParam("rumors"))) return members;
        Subscription rumors = cluster.onMessage(
                message -> sink.accept(heard(message)), missed -> sink.accept(StreamEvent.gap(missed)));
        return () -> {
            members.close();
            rumors.close();
        };
    }

    private MonitorEvent heard(TopicMessage message) {
        return MonitorEvent.heard(message, processes.name(message.origin()), calendar.at(cluster.nowNanos()));
    }
}
