package io.hearsay.sim;

import io.hearsay.Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoint an address is.
 *
 * <p>Node number i lives at 10.x.y.z:7940 unless it is told otherwise, where x.y.z is i + 1: those are found by their
 * number, all others in a map. So a million nodes need no million map entries.
 */
final class Addresses {
    static final int PORT = 7940;
    private static final int NET_10 = 10;
    private static final int LOW_24 = 0xffffff;

    private final List<Endpoint> all = new ArrayList<>();
    private final Map<Address, Endpoint> others = new HashMap<>();
    private final Map<Address, Integer> hostOfIp = new HashMap<>();
    private @Nullable Endpoint[] usual = new @Nullable Endpoint[16];

    /** The address of the node with this number. */
    static Address usual(int node) {
        return Address.v4(NET_10 << 24 | node + 1, PORT);
    }

    /** Another address for a node that moves: 10.128.0.0 and up, a new one each time. */
    static Address another(int node, Address before) {
        int moves = before.equals(usual(node)) ? 0 : before.port() - PORT;
        return Address.v4(NET_10 << 24 | 1 << 23 | node + 1, PORT + moves + 1);
    }

    Endpoint get(int index) {
        return all.get(index);
    }

    @Nullable
    Endpoint find(Address address) {
        if (!isUsual(address)) return others.get(address);
        int number = (int) address.low() & LOW_24;
        return number < usual.length ? usual[number] : null;
    }

    /** Gives the address, with all ports of its IP, to a host. */
    Endpoint assign(Address address, int host) {
        if (!isUsual(address)) hostOfIp.put(address.withPort(0), host);
        Endpoint known = find(address);
        if (known == null) known = add(new Endpoint(address, all.size(), host));
        known.host = host;
        return known;
    }

    /** The host that has this IP, at whatever port; {@link Endpoint#NOWHERE} if none. */
    int hostOf(Address address) {
        Endpoint exact = find(address);
        if (exact != null) return exact.host;
        Endpoint atUsualPort = find(address.withPort(PORT));
        return atUsualPort != null ? atUsualPort.host : hostOfIp.getOrDefault(address.withPort(0), Endpoint.NOWHERE);
    }

    private Endpoint add(Endpoint endpoint) {
        all.add(endpoint);
        if (isUsual(endpoint.address)) putUsual(endpoint);
        else others.put(endpoint.address, endpoint);
        return endpoint;
    }

    private void putUsual(Endpoint endpoint) {
        int number = (int) endpoint.address.low() & LOW_24;
        if (number >= usual.length) usual = Arrays.copyOf(usual, Math.max(number + 1, 2 * usual.length));
        usual[number] = endpoint;
    }

    private static boolean isUsual(Address address) {
        return address.port() == PORT && address.isV4() && ((int) address.low() >>> 24) == NET_10;
    }
}
