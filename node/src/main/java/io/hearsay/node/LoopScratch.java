package io.hearsay.node;

import io.hearsay.Address;
import io.netty.util.concurrent.FastThreadLocal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;

/**
 * What the nodes of one event loop share, because only one of them runs at a time: an array for the frame that comes
 * in, and the sockets' addresses in our form and back.
 *
 * <p>Bound: 16,384 addresses each way, then both tables start anew.
 */
final class LoopScratch {
    private static final int MAX_ADDRESSES = 16_384;
    private static final int MAX_DATAGRAM = 65_536;
    private static final FastThreadLocal<LoopScratch> CURRENT = new FastThreadLocal<>() {
        @Override
        protected LoopScratch initialValue() {
            return new LoopScratch();
        }
    };

    /** Room for the largest datagram or stream frame. */
    final byte[] frame = new byte[MAX_DATAGRAM];

    private final Map<InetSocketAddress, Address> addresses = new HashMap<>();
    private final Map<Address, InetSocketAddress> sockets = new HashMap<>();

    private LoopScratch() {}

    /** The running event loop's. */
    static LoopScratch current() {
        return CURRENT.get();
    }

    Address address(InetSocketAddress socket) {
        Address known = addresses.get(socket);
        if (known != null) return known;
        Address address = toAddress(socket);
        if (addresses.size() >= MAX_ADDRESSES) addresses.clear();
        addresses.put(socket, address);
        return address;
    }

    InetSocketAddress socket(Address address) {
        InetSocketAddress known = sockets.get(address);
        if (known != null) return known;
        InetSocketAddress socket = toSocket(address);
        if (sockets.size() >= MAX_ADDRESSES) sockets.clear();
        sockets.put(address, socket);
        return socket;
    }

    static Address toAddress(InetSocketAddress socket) {
        return Address.of(socket.getAddress().getAddress(), socket.getPort());
    }

    static InetSocketAddress toSocket(Address address) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address.ip()), address.port());
        } catch (UnknownHostException e) {
            throw new AssertionError("an IP address of 4 or 16 bytes: " + address, e);
        }
    }
}
