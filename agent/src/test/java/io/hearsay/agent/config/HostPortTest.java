package io.hearsay.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HostPortTest {
    @Test
    void reads_names_and_both_kinds_of_address() {
        assertThat(HostPort.parse("web-1:80", 1)).isEqualTo(new HostPort("web-1", 80));
        assertThat(HostPort.parse("10.0.0.1:0", 1)).isEqualTo(new HostPort("10.0.0.1", 0));
        assertThat(HostPort.parse("[::1]:7940", 1)).isEqualTo(new HostPort("::1", 7940));
    }

    @Test
    void a_host_alone_gets_the_default_port() {
        assertThat(HostPort.parse("web-1", 7940)).isEqualTo(new HostPort("web-1", 7940));
        assertThat(HostPort.parse("[::1]", 7940)).isEqualTo(new HostPort("::1", 7940));
    }

    @Test
    void writes_what_it_reads() {
        for (String text : new String[] {"web-1:80", "[2001:db8::1]:7940"})
            assertThat(HostPort.parse(text, 1)).hasToString(text);
    }

    @Test
    void anything_else_says_what_is_allowed() {
        for (String text : new String[] {"", ":80", "a:", "a:b", "a:65536", "a:-1", "::1", "[::1", "[::1]80", "1:2:3"})
            assertThatThrownBy(() -> HostPort.parse(text, 1))
                    .hasMessageContaining("must be HOST:PORT")
                    .hasMessageContaining("was '" + text + "'");
    }
}
