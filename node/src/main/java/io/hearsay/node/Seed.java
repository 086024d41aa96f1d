package io.hearsay.node;

import io.hearsay.Address;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where a first member may be found: {@code host[:port]}, {@code dns:name[:port]} or {@code file:path}.
 *
 * <p>An address or a name before the port; IPv6 in brackets where a port follows. {@code dns:} takes all addresses that
 * the name has, A and AAAA, {@code host:} too; the difference is the word. A file holds one seed of the first two kinds
 * a line.
 */
sealed interface Seed {
    /** The gossip port where none is said. */
    int DEFAULT_PORT = 7940;

    /** An address: nothing to look up. */
    record Literal(Address address) implements Seed {
        @Override
        public String toString() {
            return address.toString();
        }
    }

    /** A name to look up, again and again. */
    record Name(String name, int port) implements Seed {
        @Override
        public String toString() {
            return name + ":" + port;
        }
    }

    /** A file to read, again and again. */
    record Listed(Path file) implements Seed {
        @Override
        public String toString() {
            return "file:" + file;
        }
    }

    /**
     * Reads a seed.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Seed parse(String text) {
        String seed = text.strip();
        if (seed.startsWith("file:")) return listed(seed);
        return hostAndPort(seed.startsWith("dns:") ? seed.substring(4) : seed, text);
    }

    private static Seed listed(String seed) {
        String path = seed.substring("file:".length());
        if (path.isEmpty()) throw notASeed(seed, "the path is missing");
        try {
            return new Listed(Path.of(path));
        } catch (InvalidPathException e) {
            throw notASeed(seed, String.valueOf(e.getMessage()));
        }
    }

    private static Seed hostAndPort(String text, String whole) {
        if (text.startsWith("[")) return bracketed(text, whole);
        int colon = text.indexOf(':');
        if (colon != text.lastIndexOf(':')) return literal("[" + text + "]:" + DEFAULT_PORT, whole);
        String host = colon < 0 ? text : text.substring(0, colon);
        int port = colon < 0 ? DEFAULT_PORT : port(text.substring(colon + 1), whole);
        if (host.isEmpty() || host.chars().anyMatch(c -> c <= ' ' || c == '/'))
            throw notASeed(whole, "the host is missing or no host's name");
        boolean isNumeric = host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
        return isNumeric ? literal(host + ":" + port, whole) : new Name(host, port);
    }

    private static Seed bracketed(String text, String whole) {
        return literal(text.endsWith("]") ? text + ":" + DEFAULT_PORT : text, whole);
    }

    private static Seed literal(String address, String whole) {
        try {
            Address parsed = Address.parse(address);
            port(Integer.toString(parsed.port()), whole);
            return new Literal(parsed);
        } catch (IllegalArgumentException e) {
            throw notASeed(whole, String.valueOf(e.getMessage()));
        }
    }

    private static int port(String text, String whole) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 0xffff) return port;
        } catch (NumberFormatException e) {
            // said below
        }
        throw notASeed(whole, "the port must be 1..65535");
    }

    private static IllegalArgumentException notASeed(String text, String problem) {
        return new IllegalArgumentException("not a seed: '" + text + "' (" + problem
                + "); write host:port, dns:name[:port] or file:path, IPv6 addresses like [2001:db8::1]:7940");
    }
}
