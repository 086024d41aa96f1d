package io.hearsay.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir
    private Path directory;

    @Test
    void reads_keys_in_order_and_skips_comments() throws IOException {
        byte[] second = new byte[32];
        second[0] = 1;
        Path file = file(
                "# the keys of orders\n\n" + KEY + "\n  " + Base64.getEncoder().encodeToString(second) + "\n");
        assertThat(KeyFile.read(file)).containsExactly(new byte[32], second);
    }

    @Test
    void names_the_line_and_what_is_wrong_and_never_the_key() throws IOException {
        Path file = file(KEY + "\nAAAA\n");
        assertThatThrownBy(() -> KeyFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2: this has 3 bytes")
                .hasMessageContaining("32 bytes in Base64")
                .hasMessageNotContaining("AAAA");
    }

    @Test
    void says_when_it_is_not_base64() throws IOException {
        Path file = file("secret!\n");
        assertThatThrownBy(() -> KeyFile.read(file))
                .hasMessageContaining("line 1: this is not Base64")
                .hasMessageNotContaining("secret");
    }

    @Test
    void an_empty_file_says_how_to_make_one() throws IOException {
        Path file = file("# nothing\n");
        assertThatThrownBy(() -> KeyFile.read(file)).hasMessageContaining("holds 0; `hearsay keys generate`");
    }

    @Test
    void a_missing_file_is_named() {
        assertThatThrownBy(() -> KeyFile.read(directory.resolve("absent")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot read the key file")
                .hasMessageContaining("absent");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("keys"), text);
    }
}
