package io.hearsay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.agent.api.KeyReply;
import io.hearsay.agent.api.KeyRequest;
import io.hearsay.agent.http.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
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

    @Test
    void a_file_with_two_keys_is_no_new_key() throws IOException {
        assertThat(hearsay("keys", "generate")).isZero();
        Path two = Files.writeString(directory.resolve("two"), out + out.toString());
        out.getBuffer().setLength(0);
        assertThat(hearsay("keys", "install", two.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("holds 2 keys; give a file with the new one alone");
    }

    @Test
    void what_is_no_fingerprint_is_wrong_usage() {
        assertThat(hearsay("keys", "use", "5eed")).isEqualTo(2);
        assertThat(err.toString()).contains("8 hexadecimal digits").contains("'5eed'");
    }

    @Test
    void who_is_locked_out_and_who_is_told_later_stands_apart() {
        try (FakeAgent agent = new FakeAgent(routes -> routes.post("/v1/keys/remove", HttpServer.reading(context -> {
            KeyRequest request = HttpServer.body(context, KeyRequest.class);
            return new KeyReply(request.fingerprint(), List.of("a"), List.of("b", "c"), List.of("c"));
        })))) {
            assertThat(agent.hearsay("keys", "remove", "0000BEEF", "--force")).isZero();
            assertThat(agent.out.toString().lines())
                    .containsExactly(
                            "key 0000beef is removed; confirmed by a",
                            "not yet confirmed by b; they are told when they can be reached",
                            "locked out: c; restart them with a key file that holds a key in use");
        }
    }

    private int hearsay(String... words) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }
}
