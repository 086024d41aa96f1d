package io.hearsay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent refuses to start with: the code, and a message that says what, the value, and what to do. */
class AgentVerbTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void wrong_flags_are_2() {
        refuses(2, "Unknown option: '--insecrue'", "--insecrue");
        refuses(2, "should be specified only once", "--name", "a", "--name", "b");
        refuses(2, "Missing required parameter for option '--name'", "--name");
    }

    @Test
    void wrong_values_are_2_and_name_the_flag_the_value_and_what_is_allowed() {
        refuses(2, "--profile must be one of lan, wan, local, was 'fast'", "--insecure", "--profile", "fast");
        refuses(2, "--http must be HOST:PORT", "--insecure", "--http", "1:2:3");
        refuses(2, "--bind: not an address: 'here'", "--insecure", "--bind", "here");
        refuses(2, "at most 512 are allowed", "--insecure", "--tag", "big=" + "x".repeat(600));
        refuses(2, "--tag must be KEY=VALUE, was 'role'", "--insecure", "--tag", "role");
        refuses(
                2,
                "--max-absence must be a duration like 500ms, 2s, 5m, 12h or 7d, was '3 fortnights'",
                "--insecure",
                "--max-absence",
                "3 fortnights");
        refuses(2, "--mtu: mtuBytes must be 508..65507, was 9000000", "--insecure", "--mtu", "9000000B");
        refuses(2, "not a seed: 'x:y'", "--insecure", "--join", "x:y");
    }

    @Test
    void no_key_and_no_insecure_is_2_and_says_how_to_make_one() {
        refuses(2, "`hearsay keys generate FILE` makes a key");
    }

    @Test
    void a_config_file_s_errors_name_file_and_line() throws IOException {
        Path file = Files.writeString(directory.resolve("h.yaml"), "cluster: x\nprofle: lan\n");
        refuses(2, "h.yaml:2: unknown key 'profle'; did you mean 'profile'?", "--config", file.toString());
    }

    @Test
    void an_unknown_variable_is_2() {
        assertThat(agent(Map.of("HEARSAY_PROFIL", "lan"), "--cluster", "x", "--insecure"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("did you mean HEARSAY_PROFILE?");
    }

    @Test
    void off_loopback_without_a_token_is_2() {
        refuses(2, "--http-token-file FILE", "--insecure", "--http", "0.0.0.0:0");
    }

    @Test
    void a_port_in_use_is_1_and_named() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            refuses(1, address, "--insecure", "--bind", address, "--http", "127.0.0.1:0");
            refuses(1, address, "--insecure", "--bind", "127.0.0.1:0", "--http", address);
        }
    }

    @Test
    void help_lists_a_flag_for_each_setting() {
        assertThat(Main.commandLine().setOut(new PrintWriter(out, true)).execute("agent", "--help"))
                .isZero();
        assertThat(out.toString())
                .contains("--cluster=NAME", "--join=SEED", "--key-file=FILE", "--fault-hook", "--config=FILE");
    }

    private void refuses(int code, String message, String... flags) {
        List<String> all = new ArrayList<>(List.of("--cluster", "x"));
        all.addAll(Arrays.asList(flags));
        err.getBuffer().setLength(0);
        assertThat(agent(Map.of(), all.toArray(String[]::new)))
                .as(err.toString())
                .isEqualTo(code);
        assertThat(err.toString()).contains(message).doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    private int agent(Map<String, String> environment, String... flags) {
        return Errors.handledBy(AgentVerb.commandLine(environment))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(flags);
    }
}
