package io.hearsay.agent.http;

import io.hearsay.agent.api.ErrorReply;
import io.hearsay.agent.api.Json;
import io.hearsay.agent.config.HostPort;
import io.hearsay.agent.http.Doorkeeper.Refusal;
import io.hearsay.agent.http.Doorkeeper.Request;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.javalin.router.EndpointNotFound;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: every request passes the doorkeeper, every answer is JSON, every resource has a bound.
 *
 * <p>At most {@value #MAX_CONNECTIONS} connections, {@value #MAX_THREADS} threads, {@value #MAX_BODY_BYTES} bytes of
 * body and 8 KiB of headers per request.
 */
public final class HttpServer implements AutoCloseable {
    static final int MAX_BODY_BYTES = 4 << 20;
    static final int MAX_CONNECTIONS = 256;
    static final int MAX_THREADS = 64;

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final long IDLE_MILLIS = 30_000;

    private final Javalin javalin;
    private final InetAddress host;

    private HttpServer(Javalin javalin, InetAddress host) {
        this.javalin = javalin;
        this.host = host;
    }

    /**
     * Starts to serve.
     *
     * @param meters counts what is refused
     * @param routes add what is served
     * @throws UncheckedIOException if the address cannot be bound
     */
    public static HttpServer start(HttpConfig config, MeterRegistry meters, Consumer<RoutesConfig> routes) {
        try {
            InetSocketAddress address = config.bind().resolve();
            Javalin javalin = Javalin.create(javalinConfig -> {
                bounded(javalinConfig, address);
                guard(javalinConfig.routes, new Doorkeeper(config.bind().host(), config.token()), meters);
                routes.accept(javalinConfig.routes);
                explainErrors(javalinConfig.routes);
            });
            start(javalin, config);
            return new HttpServer(javalin, address.getAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on http " + config.bind() + ": " + e.getMessage(), e);
        }
    }

    private static void start(Javalin javalin, HttpConfig config) throws IOException {
        try {
            javalin.start();
        } catch (RuntimeException e) {
            javalin.stop();
            throw new IOException(
                    "the port is in use or not allowed; give another with --http "
                            + config.bind().host() + ":PORT",
                    e);
        }
    }

    private static void bounded(JavalinConfig config, InetSocketAddress address) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 2);
        threads.setName("http");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = MAX_BODY_BYTES;
        config.jetty.addConnector((server, http) -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(8 << 10);
            ServerConnector connector =
                    new ServerConnector(server, 1, 1, new org.eclipse.jetty.server.HttpConnectionFactory(http));
            connector.setHost(address.getAddress().getHostAddress());
            connector.setPort(address.getPort());
            connector.setIdleTimeout(IDLE_MILLIS);
            return connector;
        });
        config.jetty.modifyServer(HttpServer::limitConnections);
    }

    private static void limitConnections(Server server) {
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
        server.setStopTimeout(0);
    }

    private static void guard(RoutesConfig routes, Doorkeeper doorkeeper, MeterRegistry meters) {
        for (Refusal refusal : Refusal.values()) meters.counter("hearsay.http.refused", "reason", refusal.reason());
        routes.before(context -> {
            Request request = request(context.req());
            doorkeeper.check(request).ifPresent(refusal -> {
                meters.counter("hearsay.http.refused", "reason", refusal.reason())
                        .increment();
                LOG.debug("refused {} {}: {}", request.method(), request.path(), refusal.reason());
                throw new HttpResponseException(refusal.status(), refusal.explain(request), Map.of());
            });
        });
    }

    private static Request request(HttpServletRequest request) {
        return new Request(
                request.getMethod(),
                request.getRequestURI(),
                request.getHeader("Host"),
                request.getHeader("Origin"),
                request.getHeader("Sec-Fetch-Site"),
                request.getContentType(),
                request.getHeader("Authorization"),
                request.getLocalAddr());
    }

    private static void explainErrors(RoutesConfig routes) {
        routes.exception(
                EndpointNotFound.class,
                (e, context) -> answer(
                        context,
                        404,
                        new ErrorReply("nothing answers " + context.method() + " " + context.path()
                                + "; see docs/guide/http-api.md")));
        routes.exception(HttpResponseException.class, (e, context) -> {
            if (e.getStatus() == 401) context.header("WWW-Authenticate", "Bearer");
            answer(context, e.getStatus(), new ErrorReply(String.valueOf(e.getMessage())));
        });
        routes.exception(IllegalArgumentException.class, (e, context) -> refuse(context, 400, e));
        routes.exception(IllegalStateException.class, (e, context) -> refuse(context, 409, e));
        routes.exception(UnsupportedOperationException.class, (e, context) -> refuse(context, 409, e));
        routes.exception(CompletionException.class, (e, context) -> {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            refuse(context, cause instanceof IllegalArgumentException ? 400 : 503, cause);
        });
        routes.exception(Exception.class, (e, context) -> {
            LOG.warn("{} {} failed", context.method(), context.path(), e);
            answer(context, 500, new ErrorReply("the agent failed: " + e));
        });
    }

    private static void refuse(Context context, int status, Throwable cause) {
        answer(context, status, new ErrorReply(cause.getMessage() == null ? cause.toString() : cause.getMessage()));
    }

    /** A route that answers with a record. */
    public static Handler reading(Reading route) {
        return context -> answer(context, 200, route.answer(context));
    }

    /** Answers a request for a record; what it throws becomes the error's text. */
    public interface Reading {
        Object answer(Context context) throws Exception;
    }

    /** The body as this record. */
    public static <T> T body(Context context, Class<T> type) throws IOException {
        byte[] body = context.bodyInputStream().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES)
            throw new HttpResponseException(413, "a body has at most " + MAX_BODY_BYTES + " bytes", Map.of());
        return Json.readStrictly(body, type);
    }

    /** Answers with a record. */
    public static void answer(Context context, int status, Object record) {
        context.status(status)
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .contentType("application/json")
                .result(Json.write(record));
    }

    /** Whether the caller came over loopback, so that what it sent was on no network. */
    public static boolean isFromThisHost(Context context) {
        return isLoopback(context.req().getRemoteAddr());
    }

    static boolean isLoopback(String literal) {
        try {
            return InetAddress.getByName(literal).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The address on which a request came in. */
    public static String localAddress(Context context) {
        return new HostPort(
                        context.req().getLocalAddr().replaceAll("[\\[\\]]", ""),
                        context.req().getLocalPort())
                .toString();
    }

    /** Where it listens, with the port that it got. */
    public InetSocketAddress address() {
        return new InetSocketAddress(host, javalin.port());
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
