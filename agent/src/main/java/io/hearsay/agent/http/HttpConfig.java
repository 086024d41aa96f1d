package io.hearsay.agent.http;

import io.hearsay.agent.config.ConfigException;
import io.hearsay.agent.config.HostPort;
import io.hearsay.agent.config.Setting;
import io.hearsay.agent.config.Settings;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the HTTP API listens and what its callers must know.
 *
 * @param bind loopback, or anything if there is a token; default 127.0.0.1:7941
 * @param token the secret in {@code Authorization: Bearer …}; more than 16 bytes
 */
public record HttpConfig(HostPort bind, Optional<String> token) {
    public static final int DEFAULT_PORT = 7941;

    private static final int MIN_TOKEN = 16;
    private static final int MAX_TOKEN = 4_096;

    /** The HTTP part of the settings; throws {@link ConfigException} if it is wrong or missing. */
    public static HttpConfig from(Settings settings) {
        HostPort bind = settings.address(Setting.HTTP, DEFAULT_PORT).orElse(new HostPort("127.0.0.1", DEFAULT_PORT));
        Optional<String> token = settings.path(Setting.HTTP_TOKEN_FILE)
                .map(file -> settings.checked(Setting.HTTP_TOKEN_FILE, () -> readToken(file)));
        if (token.isEmpty() && !settings.checked(Setting.HTTP, () -> isLoopback(bind)))
            throw new ConfigException("http is " + bind + ", where others can reach it; give "
                    + Setting.HTTP_TOKEN_FILE.flag() + " FILE with a secret that callers must send, or stay on"
                    + " 127.0.0.1");
        return new HttpConfig(bind, token);
    }

    private static boolean isLoopback(HostPort bind) {
        try {
            return bind.resolve().getAddress().isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("nobody knows the host '" + bind.host() + "'; give an IP address", e);
        }
    }

    /** The secret in a token file, for the agent as for its callers. */
    public static String readToken(Path file) {
        String token;
        try {
            token = Files.size(file) > MAX_TOKEN ? "" : Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file + " as text (" + e + ")", e);
        }
        if (token.length() < MIN_TOKEN || token.chars().anyMatch(c -> c <= ' ' || c > '~'))
            throw new IllegalArgumentException(file + " must hold one line of " + MIN_TOKEN + ".." + MAX_TOKEN
                    + " printable ASCII characters; make one with `openssl rand -hex 32`");
        return token;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return bind + (token.isPresent() ? " (with token)" : "");
    }
}
