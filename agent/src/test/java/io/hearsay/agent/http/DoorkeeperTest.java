package io.hearsay.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.agent.http.Doorkeeper.Refusal;
import io.hearsay.agent.http.Doorkeeper.Request;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DoorkeeperTest {
    private static final String BOUND = "10.0.0.5";

    private final Doorkeeper open = new Doorkeeper(BOUND, Optional.empty());
    private final Doorkeeper locked = new Doorkeeper(BOUND, Optional.of("correct horse battery"));

    @Test
    void lets_in_who_names_loopback_or_the_bound_address() {
        for (String host : new String[] {
            "localhost:7941", "LOCALHOST", "127.0.0.1:7941", "127.9.9.9", "[::1]:7941", "[::1]", "10.0.0.5:7941"
        }) assertThat(open.check(get(host))).as(host).isEmpty();
    }

    @Test
    void a_name_that_was_configured_is_the_bound_address() {
        assertThat(new Doorkeeper("web-1.lan", Optional.empty()).check(get("Web-1.lan:7941")))
                .isEmpty();
    }

    @Test
    void refuses_other_hosts_as_dns_rebinding_would_send_them() {
        for (@Nullable
        String host : new @Nullable String[] {
            null,
            "",
            "evil.example",
            "evil.example:7941",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "10.0.0.6",
            "2130706433",
            "0x7f.1",
            "127.1",
            "0.0.0.0",
            "[::ffff:10.0.0.6]"
        }) assertThat(open.check(get(host))).as(host).contains(Refusal.FOREIGN_HOST);
    }

    @Test
    void refuses_pages_of_other_origins() {
        for (String origin : new String[] {
            "http://evil.example", "https://localhost:7941", "http://localhost:8080", "http://localhost", "null"
        }) assertThat(open.check(post(origin, "application/json"))).as(origin).contains(Refusal.FOREIGN_ORIGIN);
        assertThat(open.check(post("http://localhost:7941", "application/json")))
                .isEmpty();
    }

    @Test
    void refuses_reads_that_a_browser_marks_as_coming_from_elsewhere() {
        for (String site : new String[] {"cross-site", "same-site"})
            assertThat(open.check(fetch(site))).contains(Refusal.FOREIGN_ORIGIN);
        for (String site : new String[] {"same-origin", "none"})
            assertThat(open.check(fetch(site))).isEmpty();
    }

    @Test
    void what_changes_state_must_be_json() {
        for (@Nullable
        String type : new @Nullable String[] {
            null,
            "",
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "application/jsonx",
            "text/plain; application/json"
        }) assertThat(open.check(post(null, type))).as(type).contains(Refusal.NOT_JSON);
        for (String type : new String[] {"application/json", "Application/JSON; charset=utf-8"})
            assertThat(open.check(post(null, type))).as(type).isEmpty();
    }

    @Test
    void wants_the_token_when_there_is_one() {
        for (@Nullable
        String authorization : new @Nullable String[] {
            null, "", "Bearer", "Bearer ", "Bearer wrong", "Basic correct horse battery", "Bearer correct horse batter"
        })
            assertThat(locked.check(with(authorization, "/v1/members")))
                    .as(authorization)
                    .contains(Refusal.NO_TOKEN);
        assertThat(locked.check(with("Bearer correct horse battery", "/v1/members")))
                .isEmpty();
        assertThat(locked.check(with("bearer correct horse battery", "/v1/members")))
                .isEmpty();
    }

    @Test
    void health_needs_no_token() {
        assertThat(locked.check(with(null, "/healthz"))).isEmpty();
        assertThat(locked.check(with(null, "/healthz/../v1/leave"))).contains(Refusal.NO_TOKEN);
    }

    @Test
    void every_refusal_explains_itself() {
        for (Refusal refusal : Refusal.values())
            assertThat(refusal.explain(get("evil.example"))).isNotBlank();
    }

    private static Request get(@Nullable String host) {
        return new Request("GET", "/v1/members", host, null, null, null, null, BOUND);
    }

    private static Request fetch(String site) {
        return new Request("GET", "/v1/members", "localhost:7941", null, site, null, null, BOUND);
    }

    private static Request post(@Nullable String origin, @Nullable String type) {
        return new Request("POST", "/v1/leave", "localhost:7941", origin, null, type, null, BOUND);
    }

    private static Request with(@Nullable String authorization, String path) {
        return new Request("GET", path, "localhost:7941", null, null, null, authorization, BOUND);
    }
}
