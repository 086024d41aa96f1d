package io.hearsay.sim;

import io.hearsay.Address;
import io.hearsay.LinkCause;
import io.hearsay.sim.StreamEnd.Segment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Streams between processes: what TCP promises, and how it breaks.
 *
 * <p>Frames arrive whole and in order. Whatever the network loses is sent again, after waits that double, until the
 * stream is given up; so a stream outlives a short cut and is silent in a long one. The kernel of a host acts for its
 * processes: it answers a connection to a paused one, refuses one to a dead one, and closes a dead one's streams. A
 * host that crashed says nothing, and answers with a reset what belongs to its earlier life.
 */
final class Streams {
    static final long FIRST_RETRY_NANOS = 200_000_000L;
    static final long LAST_RETRY_NANOS = 120_000_000_000L;
    private static final long SYN_RETRY_NANOS = 1_000_000_000L;

    private final World world;
    private final StreamConfig config;
    private final Map<Long, StreamEnd> ends = new LinkedHashMap<>();
    private long lastNumber;

    Streams(World world, StreamConfig config) {
        this.world = world;
        this.config = config;
    }

    /** Begins to connect; {@code connected} or {@code disconnected} answers. */
    StreamEnd connect(SimProcess opener, Address to) {
        StreamEnd end = add(opener, to);
        world.after(0, () -> syn(end, SYN_RETRY_NANOS));
        world.after(config.connectTimeout().toNanos(), () -> {
            if (!end.up) fail(end, LinkCause.TIMED_OUT);
        });
        return end;
    }

    /** The end of that number; null if it is gone. */
    @Nullable
    StreamEnd find(long number) {
        return ends.get(number);
    }

    private StreamEnd add(SimProcess owner, Address remote) {
        StreamEnd end = new StreamEnd(++lastNumber, owner, remote);
        ends.put(end.number, end);
        return end;
    }

    private void syn(StreamEnd end, long retryNanos) {
        if (end.closed || end.up) return;
        int from = end.owner.host();
        int to = world.addresses().hostOf(end.remote);
        if (to == Endpoint.NOWHERE) {
            world.after(FIRST_RETRY_NANOS, () -> fail(end, LinkCause.UNREACHABLE));
            return;
        }
        if (!world.network().isBlocked(from, to))
            world.after(world.network().streamNanos(from, to), () -> synArrives(end, to));
        world.after(retryNanos, () -> syn(end, 2 * retryNanos));
    }

    private void synArrives(StreamEnd end, int server) {
        int opener = end.owner.host();
        if (end.closed || !world.isHostUp(server) || world.network().isBlocked(server, opener)) return;
        Endpoint endpoint = world.addresses().find(end.remote);
        SimProcess listener = endpoint == null ? null : endpoint.bound;
        long back = world.network().streamNanos(server, opener);
        if (listener == null || world.network().resetsStreams(opener, server)) {
            world.after(back, () -> fail(end, LinkCause.REFUSED));
            return;
        }
        if (end.peer == null) {
            end.peer = add(listener, end.owner.addressTowards(end.remote));
            end.peer.peer = end;
        }
        world.after(back, () -> synAnswered(end));
    }

    private void synAnswered(StreamEnd end) {
        if (end.closed || end.up) return;
        end.up = true;
        send(end, Segment.ACCEPT);
        end.owner.networkInput(() -> {
            if (!end.closed) end.owner.connected(end);
        });
    }

    /** Writes a frame; false if the window is full now. A stream that is gone swallows it. */
    boolean write(StreamEnd end, Object frame, int length) {
        if (end.closed) return true;
        end.wrote(length);
        send(end, new Segment(Segment.Kind.FRAME, frame, length));
        end.full = end.unreadBytes(world.nowNanos()) >= config.windowBytes();
        if (end.full) for (long nanos : end.acknowledgementNanos()) lookAt(end, nanos);
        return !end.full;
    }

    /** Closes from this side; what was written still arrives. */
    void disconnect(StreamEnd end) {
        end(end, Segment.FIN);
    }

    private void end(StreamEnd end, Segment goodbye) {
        if (end.closed) return;
        if (end.peer != null) send(end, goodbye);
        end.closed = true;
        forget(end);
    }

    /** The process is gone: its kernel closes its streams, or nobody does if the host is gone too. */
    void gone(SimProcess process, boolean hostUp) {
        for (StreamEnd end : endsOf(process)) {
            if (!hostUp) end.closed = true;
            else if (end.unreadFrames > 0) reset(end);
            else end(end, Segment.FIN);
            forget(end);
        }
    }

    /** Resets all streams between two hosts: both sides learn at once that they are gone. */
    void reset(int hostA, int hostB) {
        for (StreamEnd end : new ArrayList<>(ends.values())) {
            StreamEnd peer = end.peer;
            if (peer != null && end.owner.host() == hostA && peer.owner.host() == hostB) {
                fail(end, LinkCause.RESET);
                fail(peer, LinkCause.RESET);
            }
        }
    }

    /** The path is open again after a clog: what waited for it goes now. */
    void flush(int fromHost, int toHost) {
        for (StreamEnd end : new ArrayList<>(ends.values()))
            if (end.peer != null && end.owner.host() == fromHost && end.peer.owner.host() == toHost) flush(end);
    }

    private List<StreamEnd> endsOf(SimProcess process) {
        List<StreamEnd> own = new ArrayList<>();
        for (StreamEnd end : ends.values()) if (end.owner == process) own.add(end);
        return own;
    }

    private void reset(StreamEnd end) {
        end.closed = true;
        StreamEnd peer = end.peer;
        if (peer == null || isBlocked(end, peer)) return;
        world.after(nanos(end, peer), () -> fail(peer, LinkCause.RESET));
    }

    private void send(StreamEnd end, Segment segment) {
        StreamEnd peer = end.peer;
        if (peer == null) return;
        if (end.waiting.isEmpty() && !isBlocked(end, peer)) transmit(end, peer, segment);
        else {
            end.waiting.add(segment);
            retryLater(end, FIRST_RETRY_NANOS, world.nowNanos());
        }
    }

    private void transmit(StreamEnd end, StreamEnd peer, Segment segment) {
        if (world.network().resetsStreams(end.owner.host(), peer.owner.host())) {
            world.after(nanos(end, peer), () -> fail(end, LinkCause.RESET));
            return;
        }
        end.lastArrival = Math.max(end.lastArrival, world.nowNanos() + nanos(end, peer));
        world.after(end.lastArrival - world.nowNanos(), peer.owner, () -> arrive(end, peer, segment));
    }

    private void arrive(StreamEnd from, StreamEnd to, Segment segment) {
        if (!to.closed) read(from, to, segment);
        else if (!world.isHostUp(to.owner.host())) {
            from.waiting.add(segment);
            retryLater(from, FIRST_RETRY_NANOS, world.nowNanos());
        } else if (segment.kind() != Segment.Kind.FIN && !from.closed && !isBlocked(to, from))
            world.after(nanos(to, from), () -> fail(from, LinkCause.RESET));
    }

    /** Whether the owner reads on; while not, what arrives waits, and the window of who sent it fills. */
    void read(StreamEnd end, boolean on) {
        if (end.closed || end.paused != on) return;
        end.paused = !on;
        if (on) world.after(0, () -> end.owner.networkInput(() -> readOn(end)));
    }

    private void readOn(StreamEnd end) {
        for (Runnable next; !end.paused && (next = end.unread.poll()) != null; ) next.run();
    }

    private void read(StreamEnd from, StreamEnd to, Segment segment) {
        to.unreadFrames++;
        to.owner.networkInput(() -> {
            if (to.paused || !to.unread.isEmpty()) to.unread.add(() -> take(from, to, segment));
            else take(from, to, segment);
        });
    }

    private void take(StreamEnd from, StreamEnd to, Segment segment) {
        to.unreadFrames--;
        if (to.closed) return;
        switch (segment.kind()) {
            case ACCEPT -> {
                to.up = true;
                to.owner.accepted(to);
            }
            case FRAME -> {
                acknowledge(from, to, segment.length());
                to.owner.streamFrame(to, segment.frame(), segment.length());
            }
            case FIN -> fail(to, LinkCause.CLOSED);
        }
    }

    /** Tells who wrote; while its window is not full nobody waits for that, and it is no event. */
    private void acknowledge(StreamEnd from, StreamEnd to, int length) {
        if (isBlocked(to, from)) {
            world.after(FIRST_RETRY_NANOS, from.owner, () -> acknowledge(from, to, length));
            return;
        }
        long arrival = world.nowNanos() + nanos(to, from);
        from.acknowledgedAt(arrival, length);
        if (from.full) lookAt(from, arrival);
    }

    private void lookAt(StreamEnd end, long nanos) {
        world.after(nanos - world.nowNanos(), end.owner, () -> look(end));
    }

    private void look(StreamEnd end) {
        if (!end.full || end.closed || end.unreadBytes(world.nowNanos()) > config.windowBytes() / 2) return;
        end.full = false;
        end.owner.networkInput(() -> {
            if (!end.closed) end.owner.writable(end);
        });
    }

    private void retryLater(StreamEnd end, long waitNanos, long sinceNanos) {
        if (end.retrying) return;
        end.retrying = true;
        world.after(waitNanos, () -> retry(end, waitNanos, sinceNanos));
    }

    private void retry(StreamEnd end, long waitNanos, long sinceNanos) {
        end.retrying = false;
        StreamEnd peer = end.peer;
        if (end.waiting.isEmpty() || peer == null) return;
        boolean reachable = !isBlocked(end, peer) && !isBlocked(peer, end) && world.isHostUp(peer.owner.host());
        if (reachable && world.isHostUp(end.owner.host())) flush(end);
        else if (world.nowNanos() - sinceNanos < config.giveUpAfter().toNanos())
            retryLater(end, Math.min(2 * waitNanos, LAST_RETRY_NANOS), sinceNanos);
        else {
            end.waiting.clear();
            fail(end, LinkCause.TIMED_OUT);
        }
    }

    private void flush(StreamEnd end) {
        StreamEnd peer = end.peer;
        if (peer == null) return;
        while (!end.waiting.isEmpty() && !isBlocked(end, peer)) transmit(end, peer, end.waiting.remove());
    }

    private void fail(StreamEnd end, LinkCause cause) {
        if (end.closed) return;
        end.closed = true;
        forget(end);
        if (end.peer != null && !end.peer.up) {
            end.peer.closed = true;
            forget(end.peer);
        }
        end.owner.networkInput(() -> end.owner.disconnected(end, cause));
    }

    private void forget(StreamEnd end) {
        ends.remove(end.number);
    }

    private boolean isBlocked(StreamEnd from, StreamEnd to) {
        return world.network().isBlocked(from.owner.host(), to.owner.host());
    }

    private long nanos(StreamEnd from, StreamEnd to) {
        return world.network().streamNanos(from.owner.host(), to.owner.host());
    }
}
