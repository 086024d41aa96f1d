package io.hearsay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysVerbTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void a_key_is_32_random_bytes_in_base64() {
        assertThat(hearsay("keys", "generate")).isZero();
        assertThat(hearsay("keys", "generate")).isZero();
        assertThat(out.toString().lines())
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allSatisfy(line -> assertThat(Base64.getDecoder().decode(line)).hasSize(32));
    }

    @Test
    void a_key_file_is_its_owners_alone_and_never_written_over() throws IOException {
        Path file = directory.resolve("key");
        assertThat(hearsay("keys", "generate", file.toString())).isZero();
        String first = Files.readString(file);
        assertThat(first).endsWith("\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(out.toString()).isEmpty();

        assertThat(hearsay("keys", "generate", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains(file + " exists already");
        assertThat(Files.readString(file)).isEqualTo(first);
    }

    @Test
    void a_directory_that_is_not_there_is_a_negative_answer() {
        assertThat(hearsay("keys", "generate", directory.resolve("no/key").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("cannot write");
    }

    @Test
    void keys_without_a_verb_lists_them() {
        assertThat(hearsay("keys")).isEqualTo(2);
        assertThat(err.toString()).contains("a verb is missing: ").contains("generate");
    }

    private int hearsay(String... words) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }
}
