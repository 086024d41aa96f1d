package io.hearsay.agent.http;

import io.hearsay.Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request may come in.
 *
 * <p>Immutable, and a function of the request alone.
 *
 * <p>How it works: a page of another site can make a browser send requests here, but it cannot hide where it comes from
 * ({@code Origin}, {@code Sec-Fetch-Site}), cannot set {@code Content-Type: application/json} without asking first
 * (which is never granted), and, when it plays with DNS, shows its own name as {@code Host}.
 */
final class Doorkeeper {
    /** For probes of an orchestrator, which know no secrets; they tell little. */
    private static final Set<String> OPEN_PATHS = Set.of("/healthz", "/healthz/joined", "/healthz/settled");

    private static final String BEARER = "Bearer ";

    private final String boundHost;
    private final Optional<byte[]> token;

    /**
     * Creates it.
     *
     * @param boundHost the host of the configured address, as it was written
     * @param token what callers must know, if anything
     */
    Doorkeeper(String boundHost, Optional<String> token) {
        this.boundHost = boundHost;
        this.token = token.map(t -> t.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The parts of a request that say who asks.
     *
     * @param localAddress the IP address on which it came in
     */
    record Request(
            String method,
            String path,
            @Nullable String host,
            @Nullable String origin,
            @Nullable String fetchSite,
            @Nullable String contentType,
            @Nullable String authorization,
            String localAddress) {}

    /** Why a request does not come in. */
    enum Refusal {
        FOREIGN_HOST(403),
        FOREIGN_ORIGIN(403),
        NO_TOKEN(401),
        NOT_JSON(415);

        private final int status;

        Refusal(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }

        /** The word in the metric. */
        String reason() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        String explain(Request request) {
            return switch (this) {
                case FOREIGN_HOST ->
                    "Host '" + request.host()
                            + "' is neither loopback nor the address that the agent listens on; use that address";
                case FOREIGN_ORIGIN ->
                    "requests of web pages from elsewhere are refused (Origin '" + request.origin()
                            + "'); ask without a browser";
                case NO_TOKEN ->
                    "a token is required; send `Authorization: Bearer …` with the secret of httpTokenFile"
                            + " (for the command line: --http-token-file)";
                case NOT_JSON -> "Content-Type must be application/json, was '" + request.contentType() + "'";
            };
        }
    }

    /** The reason to refuse this request, if there is one. */
    Optional<Refusal> check(Request request) {
        if (!isOurs(request)) return Optional.of(Refusal.FOREIGN_HOST);
        if (isForeign(request)) return Optional.of(Refusal.FOREIGN_ORIGIN);
        if (!isTrusted(request)) return Optional.of(Refusal.NO_TOKEN);
        if (!isReading(request) && !isJson(request.contentType())) return Optional.of(Refusal.NOT_JSON);
        return Optional.empty();
    }

    private boolean isOurs(Request request) {
        if (request.host() == null) return false;
        String host = withoutPort(request.host());
        return host.equalsIgnoreCase("localhost")
                || host.equalsIgnoreCase(boundHost)
                || literal(host)
                        .map(ip -> ip.isLoopbackAddress()
                                || literal(request.localAddress())
                                        .map(ip::equals)
                                        .orElse(false))
                        .orElse(false);
    }

    private static boolean isForeign(Request request) {
        if (request.origin() != null && !request.origin().equalsIgnoreCase("http://" + request.host())) return true;
        String site = request.fetchSite();
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }

    private boolean isTrusted(Request request) {
        if (token.isEmpty() || OPEN_PATHS.contains(request.path())) return true;
        String given = request.authorization();
        return given != null
                && given.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && MessageDigest.isEqual(
                        given.substring(BEARER.length()).trim().getBytes(StandardCharsets.UTF_8), token.get());
    }

    private static boolean isReading(Request request) {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }

    private static boolean isJson(@Nullable String contentType) {
        return contentType != null && contentType.split(";", 2)[0].trim().equalsIgnoreCase("application/json");
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        String name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
        return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    }

    /** The address that a text spells out; a name is none, and is never looked up. */
    private static Optional<InetAddress> literal(String host) {
        String plain = host.split("%", 2)[0];
        try {
            String bracketed = plain.contains(":") ? "[" + plain + "]:0" : plain + ":0";
            return Optional.of(InetAddress.getByAddress(Address.parse(bracketed).ip()));
        } catch (IllegalArgumentException | UnknownHostException e) {
            return Optional.empty();
        }
    }
}
