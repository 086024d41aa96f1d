package io.hearsay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class DoctorVerbTest {
    private static final String[] ALONE = {"doctor", "--cluster", "x", "--insecure", "--bind", "127.0.0.1:0"};

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void looks_from_here_when_it_is_told_what_an_agent_would_be_told() {
        assertThat(hearsay(ALONE)).isZero();
        assertThat(out.toString())
                .containsPattern("ok +cluster +x ")
                .containsPattern("\\?\\? +key +none +insecure")
                .containsPattern("ok +listen +127.0.0.1:\\d+ +free for UDP and TCP")
                .contains("nothing is wrong");
    }

    @Test
    void something_bad_is_1() {
        assertThat(hearsay("doctor", "--cluster", "x", "--insecure", "--bind", "127.0.0.1:0", "--join", "127.0.0.1:1"))
                .isEqualTo(1);
        assertThat(out.toString())
                .containsPattern("!! +tcp +127.0.0.1:1 +refused")
                .contains("something is wrong");
    }

    @Test
    void json_is_one_object() {
        assertThat(hearsay("doctor", "--cluster", "x", "--insecure", "--bind", "127.0.0.1:0", "--json"))
                .isZero();
        assertThat(out.toString().lines())
                .singleElement()
                .asString()
                .startsWith("{\"cluster\":\"x\",\"agent\":\"\",\"healthy\":true,\"steps\":[{\"step\":\"cluster\",");
    }

    @Test
    void without_an_agent_and_without_flags_it_says_what_it_needs() throws IOException {
        int free;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = taken.getLocalPort();
        }
        assertThat(hearsay("doctor", "--http", "127.0.0.1:" + free)).isEqualTo(3);
        assertThat(err.toString()).contains("no agent answers at 127.0.0.1:" + free, "hearsay doctor --cluster NAME");
    }

    @Test
    void a_wrong_setting_is_2() {
        assertThat(hearsay("doctor", "--cluster", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("keyFile is missing");
    }

    private int hearsay(String... words) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }
}
