package io.hearsay.sim;

import io.hearsay.Message;
import io.hearsay.Peer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the running handler sends, one packet for each peer, in the order in which peers were first addressed. */
final class Outbox {
    private @Nullable Peer[] peers = new @Nullable Peer[16];
    private @Nullable Object[] packets = new @Nullable Object[16];
    private int size;

    /** Several messages to one peer; one alone travels bare. */
    static final class Packet {
        final List<Message> messages = new ArrayList<>(4);
    }

    void add(Peer to, Message message) {
        int at = indexOf(to);
        if (at == size) append(to, message);
        else packets[at] = joined(packets[at], message);
    }

    int size() {
        return size;
    }

    Peer peer(int index) {
        Peer peer = peers[index];
        if (peer == null) throw new IndexOutOfBoundsException(index);
        return peer;
    }

    Object packet(int index) {
        Object packet = packets[index];
        if (packet == null) throw new IndexOutOfBoundsException(index);
        return packet;
    }

    void clear() {
        Arrays.fill(peers, 0, size, null);
        Arrays.fill(packets, 0, size, null);
        size = 0;
    }

    static Object joined(@Nullable Object packet, Message message) {
        if (packet == null) return message;
        if (packet instanceof Packet several) {
            several.messages.add(message);
            return several;
        }
        Packet both = new Packet();
        both.messages.add((Message) packet);
        both.messages.add(message);
        return both;
    }

    private int indexOf(Peer to) {
        for (int i = 0; i < size; i++) {
            Peer peer = peers[i];
            if (peer != null
                    && peer.instance() == to.instance()
                    && peer.address().equals(to.address())) return i;
        }
        return size;
    }

    private void append(Peer to, Message message) {
        if (size == peers.length) {
            peers = Arrays.copyOf(peers, 2 * size);
            packets = Arrays.copyOf(packets, 2 * size);
        }
        peers[size] = to;
        packets[size++] = message;
    }
}
