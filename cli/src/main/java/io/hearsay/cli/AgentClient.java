package io.hearsay.cli;

import io.hearsay.agent.api.Json;
import io.hearsay.agent.config.HostPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks one agent over HTTP.
 *
 * <p>How it works: {@link HttpURLConnection}, for the newer client takes four times as long to start, and a verb is
 * mostly starting. Bodies are sent in fixed-length mode, in which it never silently sends a POST again.
 */
final class AgentClient {
    private static final int CONNECT_MILLIS = 3_000;
    private static final int ANSWER_MILLIS = 60_000;
    // An open stream carries a heartbeat every 10 s.
    private static final int STREAM_MILLIS = 35_000;

    private final HostPort agent;
    private final Optional<String> token;

    AgentClient(HostPort agent, Optional<String> token) {
        this.agent = agent;
        this.token = token;
    }

    /** What the agent answered, whether it pleases or not. */
    record Reply(int status, String text) {
        boolean isOk() {
            return status < 400;
        }

        <T> T as(Class<T> type) {
            try {
                return Json.readTame(text, type);
            } catch (IOException e) {
                throw new AgentUnreachableException(
                        "what answered is no Hearsay agent (HTTP " + status
                                + "); look for the agent's port with --http",
                        e);
            }
        }
    }

    Reply get(String path) {
        return exchange(path, null);
    }

    Reply post(String path, Object record) {
        return exchange(path, Json.write(record));
    }

    private Reply exchange(String path, byte @Nullable [] body) {
        try {
            HttpURLConnection connection = open(path, ANSWER_MILLIS);
            if (body != null) send(connection, body);
            return reply(connection);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private static void send(HttpURLConnection connection, byte[] body) throws IOException {
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setFixedLengthStreamingMode(body.length);
        connection.getOutputStream().write(body);
    }

    private static Reply reply(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Reply(status, in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /**
     * Reads a stream of events until one is the last wanted, or the agent ends it.
     *
     * @param wantsMore gets each event's JSON
     * @return the refusal, if there was no stream
     */
    Optional<Reply> stream(String path, Predicate<String> wantsMore) {
        try {
            HttpURLConnection connection = open(path, STREAM_MILLIS);
            if (connection.getResponseCode() >= 400) return Optional.of(reply(connection));
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
                boolean more = true;
                for (String line = lines.readLine(); more && line != null; line = more ? lines.readLine() : null)
                    if (line.startsWith("data: ")) more = wantsMore.test(line.substring("data: ".length()));
                return Optional.empty();
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /**
     * Reads an answer that comes line by line; empty lines are heartbeats.
     *
     * @return the refusal, if there was no such answer
     */
    Optional<Reply> lines(String path, Object record, Consumer<String> line) {
        try {
            HttpURLConnection connection = open(path, STREAM_MILLIS);
            send(connection, Json.write(record));
            if (connection.getResponseCode() >= 400) return Optional.of(reply(connection));
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
                for (String each = lines.readLine(); each != null; each = lines.readLine())
                    if (!each.isEmpty()) line.accept(each);
                return Optional.empty();
            }
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private HttpURLConnection open(String path, int readMillis) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url(path).openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(readMillis);
        connection.setInstanceFollowRedirects(false);
        token.ifPresent(secret -> connection.setRequestProperty("Authorization", "Bearer " + secret));
        return connection;
    }

    private URL url(String path) throws MalformedURLException {
        return URI.create("http://" + agent + path).toURL();
    }

    private AgentUnreachableException unreachable(IOException cause) {
        return new AgentUnreachableException(
                "no agent answers at " + agent + " (" + cause.getMessage()
                        + "); start one with `hearsay agent`, or say where it is with --http HOST:PORT",
                cause);
    }

    /** A value for a query. */
    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
