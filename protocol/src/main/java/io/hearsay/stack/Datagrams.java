package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.Event;
import io.hearsay.Peer;
import io.hearsay.wire.ByteWriter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What comes in by datagram: authenticated, compared with what has come before, and handed on.
 *
 * <p>Nothing is remembered of anybody before a frame of his has been opened. A hello changes nothing here at all, and
 * its answer is as large as it is itself.
 */
final class Datagrams {
    private static final int MAX_HELLOS = 64;

    private final Footing at;
    private final Dispatch dispatch;
    private final Outbox outbox;
    private final Consumer<Event> events;
    private final Sessions sessions;
    private final Binding binding = new Binding();
    private final ByteWriter frame = new ByteWriter(256);
    private final Map<Long, Long> hellos = new LinkedHashMap<>();

    Datagrams(Footing at, Dispatch dispatch, Outbox outbox, Consumer<Event> events) {
        this.at = at;
        this.dispatch = dispatch;
        this.outbox = outbox;
        this.events = events;
        this.sessions = new Sessions(at.config.maxSessions());
    }

    void received(Address from, byte[] bytes, int offset, int length) {
        long verdict = at.judge(from, Faults.Direction.FROM);
        if (verdict < 0) return;
        if (verdict > 0) delay(verdict, from, Arrays.copyOfRange(bytes, offset, offset + length));
        else read(from, bytes, offset, length);
    }

    private void delay(long nanos, Address from, byte[] copy) {
        at.hold(nanos, StackTimer.Delayed.datagram(from, Faults.Direction.FROM, copy));
    }

    void read(Address from, byte[] bytes, int offset, int length) {
        Reject why = at.framing.accept(bytes, offset, length);
        if (why == null) why = open(from);
        if (why != null) at.reject(from, why);
    }

    private @Nullable Reject open(Address from) {
        FrameHeader header = at.framing.header;
        if (header.sender == at.instance) return Reject.OWN;
        return switch (header.type) {
            case FrameHeader.DATA -> onData(from, header);
            case FrameHeader.HELLO -> onHello(from, header);
            case FrameHeader.ANSWER -> onAnswer(from, header);
            default -> Reject.VERSION;
        };
    }

    private @Nullable Reject onData(Address from, FrameHeader header) {
        Sessions.Session session = sessions.find(header.sender);
        Sessions.Channel channel = session == null ? null : session.channel(header.keyId);
        if (channel != null && !channel.window.isNew(header.counter)) return Reject.REPLAY;
        Sealer.SenderKey key = channel != null ? channel.key : at.framing.derive(header.sender, header.keyId);
        if (!at.framing.open(key, binding.to(at.instance))) return Reject.SEAL;
        session = sessions.touch(header.sender);
        if (channel == null) channel = sessions.open(session, header.keyId, key);
        channel.window.add(header.counter);
        count();
        dispatch.deliver(session.at(from));
        return null;
    }

    private void count() {
        at.tally.datagramsReceived++;
        at.tally.datagramBytesReceived += at.framing.frameBytes();
    }

    private @Nullable Reject onHello(Address from, FrameHeader header) {
        if (!at.framing.open(key(header), binding.to(Peer.UNKNOWN))) return Reject.SEAL;
        if (at.framing.bodyBytes() < Greeting.BODY_BYTES || at.framing.frameBytes() > at.config.mtuBytes())
            return Reject.MALFORMED;
        count();
        int padding = at.framing.bodyBytes() - Greeting.BODY_BYTES;
        Greeting.writeAnswer(frame, Greeting.nonce(at.framing), at.framing.nonce(), padding);
        send(from, FrameHeader.ANSWER, binding.to(header.sender).in(header.keyId, at.framing.currentKey()));
        return null;
    }

    private @Nullable Reject onAnswer(Address from, FrameHeader header) {
        if (!at.framing.open(key(header), binding.to(at.instance))) return Reject.SEAL;
        if (at.framing.bodyBytes() < Greeting.BODY_BYTES) return Reject.MALFORMED;
        Long sentNanos = hellos.remove(Greeting.nonce(at.framing));
        if (sentNanos == null) return Reject.REPLAY;
        count();
        long rttNanos = at.carrier.nowNanos() - sentNanos;
        events.accept(new HelloAnswered(new Peer(from, header.sender), rttNanos, at.framing.frameBytes()));
        return null;
    }

    private Sealer.SenderKey key(FrameHeader header) {
        Sessions.Session session = sessions.find(header.sender);
        Sessions.Channel channel = session == null ? null : session.channel(header.keyId);
        return channel != null ? channel.key : at.framing.derive(header.sender, header.keyId);
    }

    /** Asks who is there; the datagram is padded to the size that is given. */
    void hello(Address to, int sizeBytes) {
        int leastBytes = at.framing.overheadBytes() + Greeting.BODY_BYTES;
        if (sizeBytes > at.config.mtuBytes())
            throw new IllegalArgumentException(
                    "sizeBytes must be at most the MTU, " + at.config.mtuBytes() + ", was " + sizeBytes);
        long nonce = at.framing.nonce();
        remember(nonce);
        Greeting.writeHello(frame, nonce, at.config.port(), Math.max(0, sizeBytes - leastBytes));
        send(to, FrameHeader.HELLO, binding.to(Peer.UNKNOWN));
    }

    private void remember(long nonce) {
        hellos.put(nonce, at.carrier.nowNanos());
        if (hellos.size() <= MAX_HELLOS) return;
        Iterator<Long> oldest = hellos.keySet().iterator();
        oldest.next();
        oldest.remove();
    }

    private void send(Address to, int type, Binding bound) {
        at.framing.seal(frame, type, 0, bound);
        at.budget.spend(frame.position());
        outbox.datagram(to, frame);
    }

    int sessionCount() {
        return sessions.size();
    }
}
