package io.hearsay.node;

import io.hearsay.Address;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the operating system says of the host this runs on. */
final class ThisHost implements Advertised.Host {
    @Override
    public List<Advertised.Candidate> candidates() {
        List<Advertised.Candidate> candidates = new ArrayList<>();
        try {
            for (NetworkInterface one : NetworkInterface.networkInterfaces().toList())
                if (one.isUp())
                    one.inetAddresses()
                            .forEach(address -> candidates.add(
                                    new Advertised.Candidate(one.getName(), Address.of(address.getAddress(), 0))));
        } catch (SocketException e) {
            return candidates;
        }
        return candidates;
    }

    /** Connects a datagram socket, which sends nothing and makes the kernel choose. */
    @Override
    public Optional<Address> sourceFor(Address to) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByAddress(to.ip()), to.port()));
            return Optional.of(Address.of(socket.getLocalAddress().getAddress(), 0));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** A host without IPv6 cannot bind all addresses of both families, only those of IPv4. */
    static Address bindable(Address wanted) {
        if (wanted.isV4() || !Advertised.isWildcard(wanted)) return wanted;
        boolean hasV6 =
                new ThisHost().candidates().stream().anyMatch(c -> !c.address().isV4());
        return hasV6 ? wanted : Address.v4(0, wanted.port());
    }

    /** The host's name, short and without what a name must not hold; {@code node} where it has none. */
    static String name() {
        String name = System.getenv("HOSTNAME");
        if (name == null || name.isBlank()) name = lookedUpName();
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "");
        if (plain.isEmpty()) return "node";
        return plain.substring(0, Math.min(plain.length(), 48));
    }

    private static String lookedUpName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "node";
        }
    }
}
