package io.hearsay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class AddressTest {
    @Test
    void writes_what_it_reads() {
        for (String text :
                List.of("10.0.0.1:7940", "0.0.0.0:0", "[::1]:7940", "[2001:db8::ff00:42:8329]:1", "[::]:65535"))
            assertThat(Address.parse(text)).hasToString(text);
    }

    @Test
    void shortens_the_longest_run_of_zeros() {
        assertThat(Address.parse("[2001:db8:0:0:1:0:0:1]:1")).hasToString("[2001:db8::1:0:0:1]:1");
        assertThat(Address.parse("[2001:0DB8:0:1:1:1:1:1]:1")).hasToString("[2001:db8:0:1:1:1:1:1]:1");
    }

    @Test
    void one_address_has_one_value() {
        assertThat(Address.parse("[::ffff:10.0.0.1]:7940")).isEqualTo(Address.parse("10.0.0.1:7940"));
        assertThat(Address.of(new byte[] {10, 0, 0, 1}, 7940)).isEqualTo(Address.v4(0x0a000001, 7940));
        assertThat(Address.parse("[fe80::1]:1").ip()).hasSize(16);
        assertThat(Address.of(Address.parse("[fe80::1]:1").ip(), 1)).isEqualTo(Address.parse("[fe80::1]:1"));
    }

    @Test
    void refuses_what_is_no_address_literal() {
        for (String text : List.of(
                "",
                "10.0.0.1",
                "10.0.0:1",
                "256.0.0.1:1",
                "10.0.0.1:65536",
                "10.0.0.1:x",
                "host:1",
                "[::1:1",
                "[1:2:3]:1",
                "[1::2::3]:1",
                "[12345::]:1",
                "[1:2:3:4:5:6:7:8:9]:1",
                "+1.0.0.0:1",
                "[::+1]:1"))
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Address.parse(text))
                    .withMessageContaining("write it like 10.0.0.1:7940");
    }
}
