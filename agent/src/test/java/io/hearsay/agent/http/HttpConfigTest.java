package io.hearsay.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.agent.config.ConfigException;
import io.hearsay.agent.config.HostPort;
import io.hearsay.agent.config.Setting;
import io.hearsay.agent.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpConfigTest {
    @TempDir
    private Path directory;

    @Test
    void listens_on_loopback_unless_told_otherwise() {
        assertThat(config(Map.of()).bind()).isEqualTo(new HostPort("127.0.0.1", 7941));
    }

    @Test
    void off_loopback_a_token_is_required() throws IOException {
        for (String bind : new String[] {"0.0.0.0:7941", "[::]:0", "10.1.2.3:80"})
            assertThatThrownBy(() -> config(Map.of(Setting.HTTP, List.of(bind))))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("--http-token-file");
        Path token = Files.writeString(directory.resolve("token"), "0123456789abcdef\n");
        HttpConfig config =
                config(Map.of(Setting.HTTP, List.of("0.0.0.0:0"), Setting.HTTP_TOKEN_FILE, List.of(token.toString())));
        assertThat(config.token()).contains("0123456789abcdef");
        assertThat(config).hasToString("0.0.0.0:0 (with token)");
    }

    @Test
    void a_weak_or_missing_token_is_refused() throws IOException {
        for (String weak : new String[] {"", "short", "sixteen characters, but blanks", "x".repeat(5_000)}) {
            Path file = Files.writeString(directory.resolve("token"), weak);
            assertThatThrownBy(() -> config(Map.of(Setting.HTTP_TOKEN_FILE, List.of(file.toString()))))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("--http-token-file")
                    .hasMessageContaining("openssl rand -hex 32");
        }
        assertThatThrownBy(() -> config(Map.of(Setting.HTTP_TOKEN_FILE, List.of("/nowhere/token"))))
                .hasMessageContaining("cannot read /nowhere/token");
    }

    private static HttpConfig config(Map<Setting, List<String>> flags) {
        return HttpConfig.from(Settings.of(Optional.empty(), Map.of(), flags));
    }
}
