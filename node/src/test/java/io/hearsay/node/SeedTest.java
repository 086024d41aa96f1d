package io.hearsay.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeedTest {
    private final NodeLog log = new NodeLog("test", "test");
    private final SeedSource source = new SeedSource(SeedTest::fakeLookup, log);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1:80, 10.0.0.1:80",
        "10.0.0.1, 10.0.0.1:7940",
        "[::1]:80, [::1]:80",
        "[::1], [::1]:7940",
        "2001:db8::1, [2001:db8::1]:7940",
        "web-1:80, web-1:80",
        "web-1, web-1:7940",
        "dns:web-headless, web-headless:7940",
        "dns:web-headless:80, web-headless:80",
        "file:/etc/seeds, file:/etc/seeds"
    })
    void reads(String text, String expected) {
        assertThat(Seed.parse(text)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":80",
                "10.0.0.1:0",
                "10.0.0.1:65536",
                "10.0.0.1:x",
                "10.0.0.256",
                "[::1",
                "file:",
                "a b:80",
                "http://web:80"
            })
    void refuses_and_says_what_is_allowed(String text) {
        assertThatThrownBy(() -> Seed.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a seed: '" + text + "'")
                .hasMessageContaining("write host:port, dns:name[:port] or file:path");
    }

    @Test
    void a_name_gives_all_its_addresses_of_both_families() {
        assertThat(resolve("dns:both:80")).containsExactly(address("10.0.0.1:80"), address("[2001:db8::1]:80"));
    }

    @Test
    void a_name_without_an_address_gives_none_and_hides_no_other() {
        assertThat(resolve("dns:absent", "10.0.0.9:80")).containsExactly(address("10.0.0.9:80"));
    }

    @Test
    void an_address_comes_once() {
        assertThat(resolve("10.0.0.1:80", "dns:both:80")).hasSize(2);
    }

    @Test
    void a_file_is_read_anew_each_time() throws IOException {
        Path file = directory.resolve("seeds");
        assertThat(resolve("file:" + file)).isEmpty();
        Files.writeString(file, "# seeds\n\n10.0.0.1:80\nnonsense:port\nboth:81\n");
        assertThat(resolve("file:" + file))
                .containsExactly(address("10.0.0.1:80"), address("10.0.0.1:81"), address("[2001:db8::1]:81"));
        Files.writeString(file, "10.0.0.2:80\n");
        assertThat(resolve("file:" + file)).containsExactly(address("10.0.0.2:80"));
    }

    @Test
    void a_file_that_names_itself_does_no_harm() throws IOException {
        Path file = directory.resolve("seeds");
        Files.writeString(file, "file:" + file + "\n10.0.0.1:80\n");
        assertThat(resolve("file:" + file)).containsExactly(address("10.0.0.1:80"));
    }

    private List<Address> resolve(String... seeds) {
        return source.resolve(Stream.of(seeds).map(Seed::parse).toList());
    }

    private static Address address(String text) {
        return Address.parse(text);
    }

    private static InetAddress[] fakeLookup(String host) throws UnknownHostException {
        if (!host.equals("both")) throw new UnknownHostException(host);
        return new InetAddress[] {InetAddress.getByName("10.0.0.1"), InetAddress.getByName("2001:db8::1")};
    }
}
