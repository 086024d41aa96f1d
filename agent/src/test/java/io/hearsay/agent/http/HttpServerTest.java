package io.hearsay.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.agent.config.HostPort;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Speaks raw HTTP, as attackers do. */
class HttpServerTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HttpServer server =
            HttpServer.start(new HttpConfig(new HostPort("127.0.0.1", 0), Optional.empty()), meters, routes -> {
                routes.get("/v1/hello", HttpServer.reading(context -> Map.of("hello", "world")));
                routes.post("/v1/echo", HttpServer.reading(context -> HttpServer.body(context, Echo.class)));
            });

    record Echo(String text) {}

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void loopback_is_known_from_other_addresses() {
        assertThat(List.of("127.0.0.1", "127.9.9.9", "::1", "[::1]")).allMatch(HttpServer::isLoopback);
        assertThat(List.of("10.0.0.1", "[fe80::1]", "0.0.0.0")).noneMatch(HttpServer::isLoopback);
    }

    @Test
    void serves_json() throws IOException {
        assertThat(get("/v1/hello", ""))
                .startsWith("HTTP/1.1 200")
                .contains("Content-Type: application/json", "{\"hello\":\"world\"}");
    }

    @Test
    void a_foreign_host_is_forbidden_and_counted() throws IOException {
        String answer = exchange("GET /v1/hello HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 403").contains("Host 'evil.example' is neither loopback");
        assertThat(refused("foreign-host")).isOne();
    }

    @Test
    void a_foreign_origin_is_forbidden_and_counted() throws IOException {
        assertThat(get("/v1/hello", "Origin: http://evil.example\r\n")).startsWith("HTTP/1.1 403");
        assertThat(refused("foreign-origin")).isOne();
    }

    @Test
    void even_unknown_paths_are_behind_the_doorkeeper() throws IOException {
        assertThat(get("/nothing", "Origin: http://evil.example\r\n")).startsWith("HTTP/1.1 403");
        assertThat(get("/nothing", "")).startsWith("HTTP/1.1 404").contains("nothing answers GET /nothing");
    }

    @Test
    void a_preflight_is_never_granted() throws IOException {
        assertThat(exchange("OPTIONS /v1/echo HTTP/1.1\r\n" + ours()
                        + "Origin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\n\r\n"))
                .startsWith("HTTP/1.1 403")
                .doesNotContain("Access-Control-Allow");
    }

    @Test
    void a_post_must_be_json_by_type_and_by_content() throws IOException {
        assertThat(post("text/plain", "{\"text\":\"x\"}")).startsWith("HTTP/1.1 415");
        assertThat(post("application/json", "{\"text\":\"x\"}"))
                .startsWith("HTTP/1.1 200")
                .endsWith("{\"text\":\"x\"}");
        assertThat(post("application/json", "text")).startsWith("HTTP/1.1 400").contains("not JSON");
        assertThat(post("application/json", "null")).startsWith("HTTP/1.1 400").contains("send a JSON object");
        assertThat(post("application/json", "{\"txet\":\"x\"}"))
                .startsWith("HTTP/1.1 400")
                .contains("unknown field 'txet'; known are [text]");
        assertThat(post("application/json", "{\"text\":\"x\",\"text\":\"y\"}")).startsWith("HTTP/1.1 400");
        assertThat(post("application/json", "{\"text\":\"x\"}{}")).startsWith("HTTP/1.1 400");
    }

    @Test
    void a_body_above_the_limit_is_refused_whether_its_length_is_told_or_not() throws IOException {
        assertThat(exchange("POST /v1/echo HTTP/1.1\r\n" + ours() + "Content-Type: application/json\r\nContent-Length: "
                        + (HttpServer.MAX_BODY_BYTES + 1) + "\r\n\r\n" + " ".repeat(HttpServer.MAX_BODY_BYTES + 1)))
                .startsWith("HTTP/1.1 413");
        String chunk = "100000\r\n" + " ".repeat(0x100000) + "\r\n";
        assertThat(exchange("POST /v1/echo HTTP/1.1\r\n" + ours()
                        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(5)
                        + "0\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void headers_above_the_limit_are_refused() throws IOException {
        assertThat(get("/v1/hello", "X: " + "x".repeat(10_000) + "\r\n")).startsWith("HTTP/1.1 431");
    }

    @Test
    void tells_nothing_of_its_making() throws IOException {
        assertThat(get("/v1/hello", "")).doesNotContainIgnoringCase("jetty").doesNotContainIgnoringCase("javalin");
    }

    @Test
    void listens_on_the_bound_address_alone() {
        assertThatThrownBy(() -> {
                    try (Socket socket = new Socket()) {
                        socket.connect(
                                new InetSocketAddress(
                                        InetAddress.getByAddress(new byte[] {127, 0, 0, 2}),
                                        server.address().getPort()),
                                60_000);
                    }
                })
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void a_port_in_use_is_an_error_that_says_what_to_do() {
        HttpConfig taken =
                new HttpConfig(new HostPort("127.0.0.1", server.address().getPort()), Optional.empty());
        assertThatThrownBy(() -> HttpServer.start(taken, meters, routes -> {}))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("127.0.0.1:" + server.address().getPort())
                .hasMessageContaining("give another with --http");
    }

    private double refused(String reason) {
        return meters.counter("hearsay.http.refused", "reason", reason).count();
    }

    private String ours() {
        return "Host: 127.0.0.1:" + server.address().getPort() + "\r\nConnection: close\r\n";
    }

    private String get(String path, String headers) throws IOException {
        return exchange("GET " + path + " HTTP/1.1\r\n" + ours() + headers + "\r\n");
    }

    private String post(String type, String body) throws IOException {
        return exchange("POST /v1/echo HTTP/1.1\r\n" + ours() + "Content-Type: " + type + "\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body);
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server.address(), 60_000);
            socket.setSoTimeout(60_000);
            try {
                OutputStream out = socket.getOutputStream();
                out.write(request.getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException e) {
                // refused before all was said: the answer is there all the same
            }
            StringBuilder answer = new StringBuilder();
            byte[] buffer = new byte[8192];
            try {
                for (int n = socket.getInputStream().read(buffer);
                        n >= 0;
                        n = socket.getInputStream().read(buffer))
                    answer.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
            } catch (IOException e) {
                // a reset after the answer
            }
            return answer.toString();
        }
    }
}
