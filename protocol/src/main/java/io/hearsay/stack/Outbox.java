package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.wire.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Packs what one handler sends to one peer into one datagram, and lets the protocol fill what room is left.
 *
 * <p>Peers in the order in which they were first sent to. What does not fit into one datagram goes on in a second; only
 * the last one is filled up. Over budget, a message that is not membership's waits in the {@link Backlog}.
 */
final class Outbox {
    private static final int MAX_POOLED = 64;

    private final Footing at;
    private final Backlog backlog;
    private final int maxFrameBytes;
    private final ByteWriter encoded = new ByteWriter(512);
    private final List<Packet> packets = new ArrayList<>();
    private final List<Packet> pool = new ArrayList<>();
    private final LongMap<Packet> byInstance = new LongMap<>();
    private final Binding binding = new Binding();

    private static final class Packet {
        Peer to;
        final ByteWriter frame = new ByteWriter(512);

        /** To another address of the same process. */
        @Nullable
        Packet other;

        Packet(Peer to) {
            this.to = to;
        }
    }

    Outbox(Footing at) {
        this.at = at;
        this.backlog = new Backlog(at.tally);
        this.maxFrameBytes = at.config.mtuBytes();
    }

    void send(Peer to, Message message) {
        if (!to.isKnown())
            throw new IllegalArgumentException("a datagram needs the peer's instance; open a link to " + to);
        Traffic traffic = at.codec.traffic(message);
        encode(message);
        int room = maxFrameBytes - at.framing.overheadBytes();
        if (encoded.position() > room)
            throw new IllegalArgumentException("a datagram has room for " + room + " bytes, this "
                    + message.getClass().getSimpleName() + " takes " + encoded.position() + "; send it on a link");
        if (backlog.isEmpty(traffic) && at.budget.admits(traffic)) pack(packet(to));
        else backlog.add(to, message, encoded.position(), traffic);
    }

    private void encode(Message message) {
        at.codec.encode(message, encoded.reset());
    }

    private Packet packet(Peer to) {
        Packet first = byInstance.get(to.instance());
        for (Packet each = first; each != null; each = each.other)
            if (each.to.address().equals(to.address())) return each;
        Packet packet = pool.isEmpty() ? new Packet(to) : pool.remove(pool.size() - 1);
        packet.to = to;
        packet.other = first;
        Framing.begin(packet.frame);
        packets.add(packet);
        byInstance.put(to.instance(), packet);
        return packet;
    }

    /** Appends the encoded message; a packet that is full leaves at once. */
    private void pack(Packet packet) {
        if (room(packet) < encoded.position()) {
            transmit(packet);
            Framing.begin(packet.frame);
        }
        packet.frame.raw(encoded.array(), 0, encoded.position());
        at.budget.spend(encoded.position());
        at.tally.messagesSent++;
    }

    private int room(Packet packet) {
        return maxFrameBytes - packet.frame.position() - (at.framing.overheadBytes() - FrameHeader.BYTES);
    }

    /** Sends all packets, those included that filling them up brings about. */
    void flush() {
        if (!backlog.isEmpty()) resume();
        for (int i = 0; i < packets.size(); i++) {
            Packet packet = packets.get(i);
            byInstance.remove(packet.to.instance());
            fill(packet);
            transmit(packet);
        }
        while (!packets.isEmpty()) {
            Packet sent = packets.remove(packets.size() - 1);
            if (pool.size() < MAX_POOLED) pool.add(sent);
        }
    }

    private void resume() {
        for (Traffic traffic : Traffic.ALL)
            while (!backlog.isEmpty(traffic) && at.budget.admits(traffic)) {
                Backlog.Waiting next = backlog.poll(traffic);
                if (next == null) break;
                encode(next.message());
                pack(packet(next.to()));
            }
    }

    private void fill(Packet packet) {
        Message extra;
        while ((extra = at.protocol().piggyback(packet.to, room(packet))) != null) {
            encode(extra);
            if (encoded.position() > room(packet))
                throw new AssertionError(
                        extra + " takes " + encoded.position() + " bytes where " + room(packet) + " were left");
            pack(packet);
        }
    }

    private void transmit(Packet packet) {
        at.framing.seal(packet.frame, FrameHeader.DATA, 0, binding.to(packet.to.instance()));
        at.budget.spend(at.framing.overheadBytes());
        datagram(packet.to.address(), packet.frame);
    }

    /** Sends a sealed frame, if no fault is against it. */
    void datagram(Address to, ByteWriter frame) {
        long verdict = at.judge(to, Faults.Direction.TO);
        if (verdict < 0) return;
        if (verdict > 0) at.hold(verdict, StackTimer.Delayed.datagram(to, Faults.Direction.TO, frame.toByteArray()));
        else transmit(to, frame.array(), frame.position());
    }

    void transmit(Address to, byte[] frame, int length) {
        at.tally.datagramsSent++;
        at.tally.datagramBytesSent += length;
        at.carrier.datagram(to, frame, length);
    }

    /** In how many nanoseconds the first of those that wait may go; {@link TimerQueue#NEVER} if none waits. */
    long nanosUntilAdmitted() {
        long soonest = TimerQueue.NEVER;
        if (backlog.isEmpty()) return soonest;
        for (Traffic traffic : Traffic.ALL)
            if (!backlog.isEmpty(traffic)) soonest = Math.min(soonest, at.budget.nanosUntil(traffic));
        return soonest;
    }

    Backlog backlog() {
        return backlog;
    }
}
