package io.hearsay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.agent.http.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientVerbTest {
    @TempDir
    private Path directory;

    @Test
    void members_is_an_aligned_table_for_people() {
        try (FakeAgent agent = members()) {
            assertThat(agent.hearsay("members")).isZero();
            assertThat(agent.out.toString().lines())
                    .containsExactly(
                            "orders as web-1 sees it: 2 alive, 1 dead",
                            "NAME   STATE  ADDRESS             RTT  SINCE      TAGS",
                            "web-1  alive  127.0.0.1:7940     self  2 min ago  role=db",
                            "web-2  alive  127.0.0.1:7950  0.42 ms  2 min ago",
                            "web-3  dead   127.0.0.1:7960           3 min ago");
        }
    }

    @Test
    void members_is_one_object_for_programs() {
        try (FakeAgent agent = members()) {
            assertThat(agent.hearsay("members", "--json")).isZero();
            assertThat(agent.out.toString().lines())
                    .singleElement()
                    .asString()
                    .startsWith("{\"cluster\":\"orders\",\"self\":\"web-1\",\"partial\":false,"
                            + "\"members\":[{\"name\":\"web-1\",")
                    .contains("\"address\":\"127.0.0.1:7940\",\"state\":\"ALIVE\",\"epoch\":1,\"incarnation\":0,"
                            + "\"tags\":{\"role\":\"db\"},\"rttMillis\":null,\"since\":\"20");
        }
    }

    @Test
    void why_names_accusers_and_evidence() {
        try (FakeAgent agent = new FakeAgent(routes -> routes.get("/v1/why", HttpServer.reading(context -> {
            assertThat(context.queryParam("name")).isEqualTo("web 3/ä");
            return FakeAgent.why();
        })))) {
            assertThat(agent.hearsay("why", "web 3/ä")).isZero();
            assertThat(agent.out.toString())
                    .contains("web-3 is dead, says web-1, since 3 min ago")
                    .contains("alive  its own word; heard from web-2")
                    .contains(
                            "alive -> dead  its link broke, its port refuses; accused by web-2, web-1; heard from web-2;"
                                    + " own health then 1")
                    .contains("connection refused at 127.0.0.1:7960");
        }
    }

    @Test
    void a_negative_answer_is_1_and_says_why() {
        try (FakeAgent agent = new FakeAgent(routes -> routes.get("/v1/why", context -> {
            throw new IllegalStateException("nobody called 'x' is known");
        }))) {
            assertThat(agent.hearsay("why", "x")).isEqualTo(1);
            assertThat(agent.err.toString()).isEqualTo("nobody called 'x' is known\n");
            assertThat(agent.out.toString()).isEmpty();
            assertThat(agent.hearsay("why", "x", "--json")).isEqualTo(1);
            assertThat(agent.out.toString()).isEqualTo("{\"error\":\"nobody called 'x' is known\"}\n");
        }
    }

    @Test
    void no_agent_is_3_and_says_where_it_was_looked_for() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        try (FakeAgent unasked = members()) {
            assertThat(Main.commandLine()
                            .setErr(new PrintWriter(unasked.err, true))
                            .execute("members", "--http", "127.0.0.1:" + free))
                    .isEqualTo(3);
            assertThat(unasked.err.toString())
                    .contains("no agent answers at 127.0.0.1:" + free)
                    .contains("hearsay agent");
        }
    }

    @Test
    void something_else_on_the_port_is_3_too() {
        try (FakeAgent other =
                new FakeAgent(routes -> routes.get("/v1/members", context -> context.result("<html>")))) {
            assertThat(other.hearsay("members")).isEqualTo(3);
            assertThat(other.err.toString()).contains("no Hearsay agent");
        }
    }

    @Test
    void wrong_usage_is_2_and_points_to_the_help() {
        try (FakeAgent agent = members()) {
            assertThat(agent.hearsay("why")).isEqualTo(2);
            assertThat(agent.hearsay("members", "surplus")).isEqualTo(2);
            assertThat(agent.hearsay("members", "--jsno")).isEqualTo(2);
            assertThat(agent.hearsay("members", "--json", "--json")).isEqualTo(2);
            assertThat(agent.hearsay("memebrs")).isEqualTo(2);
            assertThat(agent.err.toString().lines())
                    .contains("hearsay: Missing required parameter: 'NAME'", "`hearsay why --help` shows the usage")
                    .anySatisfy(line -> assertThat(line).contains("surplus"))
                    .anySatisfy(line -> assertThat(line).contains("--jsno"))
                    .anySatisfy(line -> assertThat(line).contains("--json' should be specified only once"))
                    .anySatisfy(line -> assertThat(line).contains("members"));
        }
    }

    @Test
    void an_address_that_is_none_is_wrong_usage() {
        try (FakeAgent agent = members()) {
            int code =
                    Main.commandLine().setErr(new PrintWriter(agent.err, true)).execute("members", "--http", "1:2:3");
            assertThat(code).isEqualTo(2);
            assertThat(agent.err.toString())
                    .contains("--http must be HOST:PORT")
                    .contains("was '1:2:3'");
        }
    }

    @Test
    void the_token_is_sent_and_its_lack_explained() throws IOException {
        String secret = "0123456789abcdef0123";
        Path file = Files.writeString(directory.resolve("token"), secret + "\n");
        try (FakeAgent agent = new FakeAgent(
                Optional.of(secret),
                routes -> routes.get("/v1/members", HttpServer.reading(context -> FakeAgent.threeMembers())))) {
            assertThat(agent.hearsay("members", "--http-token-file", file.toString()))
                    .isZero();
            assertThat(agent.hearsay("members")).isEqualTo(1);
            assertThat(agent.err.toString()).contains("a token is required").contains("--http-token-file");
            assertThat(agent.hearsay("members", "--http-token-file", "/nowhere"))
                    .isEqualTo(2);
            assertThat(agent.err.toString()).contains("cannot read /nowhere");
        }
    }

    @Test
    void fields_of_a_later_version_are_skipped() {
        try (FakeAgent agent = new FakeAgent(routes -> routes.get(
                "/v1/members",
                HttpServer.reading(
                        context -> Map.of("cluster", "c", "self", "s", "members", List.of(), "mood", "fine"))))) {
            assertThat(agent.hearsay("members")).isZero();
        }
    }

    private static FakeAgent members() {
        return new FakeAgent(
                routes -> routes.get("/v1/members", HttpServer.reading(context -> FakeAgent.threeMembers())));
    }
}
