package io.hearsay.agent.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * A host and a port as people write them.
 *
 * @param host a name or an IP address, without brackets
 * @param port 0..65535
 */
public record HostPort(String host, int port) {
    public HostPort {
        if (host.isEmpty()) throw new IllegalArgumentException("the host is missing");
        if (port < 0 || port > 0xffff) throw new IllegalArgumentException("a port is 0..65535, not " + port);
    }

    /**
     * Reads {@code host:port}, {@code [::1]:port}, or a host alone with the default port.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static HostPort parse(String text, int defaultPort) {
        try {
            int bracket = text.indexOf(']');
            if (text.startsWith("[") && bracket > 0) {
                String rest = text.substring(bracket + 1);
                if (!rest.isEmpty() && !rest.startsWith(":")) throw new IllegalArgumentException(rest);
                return new HostPort(
                        text.substring(1, bracket), rest.isEmpty() ? defaultPort : Integer.parseInt(rest.substring(1)));
            }
            int colon = text.indexOf(':');
            if (colon < 0) return new HostPort(text, defaultPort);
            if (colon != text.lastIndexOf(':')) throw new IllegalArgumentException("an IPv6 address needs brackets");
            return new HostPort(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "must be HOST:PORT with a port of 0..65535, like 10.0.0.1:7940 or [2001:db8::1]:7940, was '" + text
                            + "'",
                    e);
        }
    }

    /** The address with the name looked up. */
    public InetSocketAddress resolve() throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(host), port);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
