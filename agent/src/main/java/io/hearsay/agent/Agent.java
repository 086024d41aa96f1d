package io.hearsay.agent;

import io.hearsay.agent.api.Calendar;
import io.hearsay.agent.http.EventStreams;
import io.hearsay.agent.http.HttpServer;
import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.Ending;
import io.hearsay.membership.sync.SyncEvent.LeaveReport;
import io.hearsay.node.Hearsay;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node and its HTTP API, which start and stop together.
 *
 * <p>Thread-safe. Stopping the agent without {@link #leave} looks like a crash to the others.
 */
public final class Agent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final int LEAVE_SECONDS = 6;
    private static final int ANSWER_MILLIS = 200;

    private final Cluster cluster;
    private final HttpServer http;
    private final EventStreams streams;

    private Agent(Cluster cluster, HttpServer http, EventStreams streams) {
        this.cluster = cluster;
        this.http = http;
        this.streams = streams;
    }

    /**
     * Starts the node, then the API; both listen when this returns, and the node looks for its seeds.
     *
     * @throws UncheckedIOException if an address cannot be bound
     */
    public static Agent start(AgentConfig config) {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Cluster cluster = Hearsay.join(config.cluster().withMeters(meters));
        try {
            return serve(config, cluster, meters);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private static Agent serve(AgentConfig config, Cluster cluster, PrometheusMeterRegistry meters) {
        if (!cluster.isPartial()) new StandardQueries(cluster, Clock.systemUTC(), Views.version()).register();
        EventStreams streams = new EventStreams(meters);
        Calendar calendar = new Calendar(Clock.systemUTC(), cluster::nowNanos);
        CompletableFuture<Agent> started = new CompletableFuture<>();
        HttpServer http = HttpServer.start(config.http(), meters, routes -> {
            new Views(cluster, calendar, config).addTo(routes);
            new Commands(cluster, () -> closeSoon(started)).addTo(routes);
            new Feeds(cluster, calendar, streams).addTo(routes);
            new TopicRoutes(cluster, calendar, streams).addTo(routes);
            new KeyRoutes(cluster).addTo(routes);
            new StateRoutes(cluster, calendar, streams).addTo(routes);
            new QueryRoutes(cluster).addTo(routes);
            new MapRoutes(cluster, streams).addTo(routes);
            new ExchangeRoutes(cluster, calendar).addTo(routes);
            new RepairRoutes(cluster).addTo(routes);
            new AuditRoutes(cluster).addTo(routes);
            new Measures(meters).addTo(routes);
            new Checkup(cluster, config, Clock.systemUTC()).addTo(routes);
            if (config.faultHook()) new FaultHook(cluster).addTo(routes);
        });
        Agent agent = new Agent(cluster, http, streams);
        started.complete(agent);
        return agent;
    }

    /** After the answer that says so has been sent. */
    private static void closeSoon(CompletableFuture<Agent> agent) {
        new Thread(
                        () -> {
                            try {
                                TimeUnit.MILLISECONDS.sleep(ANSWER_MILLIS);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            agent.join().close();
                        },
                        "goodbye")
                .start();
    }

    /** The node. */
    public Cluster cluster() {
        return cluster;
    }

    /** Where the API listens. */
    public InetSocketAddress http() {
        return http.address();
    }

    /** Done when the node no longer runs, with the reason. */
    public CompletionStage<Ending> ended() {
        return cluster.ended();
    }

    /** Says goodbye and stops; a report if enough members heard it, nothing if that took too long. */
    public Optional<LeaveReport> leave() {
        try {
            return Optional.of(cluster.leave().toCompletableFuture().get(LEAVE_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("leaving without the others' acknowledgement: {}", e.toString());
        } finally {
            close();
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        streams.close();
        http.close();
        cluster.close();
    }
}
