package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.Batch;
import io.hearsay.Event;
import io.hearsay.LinkCause;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** An in-memory network and its one clock: what is sent arrives when {@link #settle} is called, in order. */
final class TestNetwork {
    /** A datagram that was sent. */
    static final class Sent {
        final Address from;
        final Address to;
        final byte[] frame;

        Sent(Address from, Address to, byte[] frame) {
            this.from = from;
            this.to = to;
            this.frame = frame;
        }
    }

    final List<Sent> datagrams = new ArrayList<>();
    boolean losesDatagrams;
    boolean holdsStreams;

    /** What happens to the second and third frame on streams from now on. */
    String tamper = "";

    private int tampered;
    private byte @Nullable [] kept;
    private final Map<Address, Port> ports = new LinkedHashMap<>();
    private final Map<Long, End> ends = new LinkedHashMap<>();
    private final Deque<Runnable> pending = new ArrayDeque<>();
    private final Deque<Runnable> held = new ArrayDeque<>();
    private long nowNanos = 1_000_000_000L;
    private long lastStream;
    private int lastSource;

    /** One end of a stream. */
    private static final class End {
        final Port port;
        final long stream;

        @Nullable
        End other;

        int unread;
        private boolean isPaused;
        private final Deque<Runnable> arrived = new ArrayDeque<>();

        End(Port port, long stream) {
            this.port = port;
            this.stream = stream;
        }

        void whenRead(Runnable input) {
            if (isPaused || !arrived.isEmpty()) arrived.add(input);
            else input.run();
        }

        void read(boolean on) {
            isPaused = !on;
        }

        void readOn() {
            while (!isPaused && !arrived.isEmpty()) arrived.remove().run();
        }
    }

    Port port(String address) {
        Port port = new Port(Address.parse(address));
        ports.put(port.address, port);
        return port;
    }

    /** Delivers all that is under way, and what comes of it. */
    void settle() {
        Runnable next;
        while ((next = pending.poll()) != null) next.run();
    }

    /** Delivers the next so many. */
    void deliver(int count) {
        for (int i = 0; i < count && !pending.isEmpty(); i++) pending.remove().run();
    }

    /** Lets time pass, alarm by alarm. */
    void advance(Duration time) {
        long end = nowNanos + time.toNanos();
        settle();
        Port first;
        while ((first = firstDue(end)) != null) {
            nowNanos = Math.max(nowNanos, first.alarmNanos);
            first.alarmNanos = Long.MAX_VALUE;
            first.above().wake();
            settle();
        }
        nowNanos = end;
    }

    private @Nullable Port firstDue(long end) {
        Port first = null;
        for (Port port : ports.values())
            if (port.alarmNanos <= end && (first == null || port.alarmNanos < first.alarmNanos)) first = port;
        return first;
    }

    /** Lets through what the streams hold. */
    void releaseStreams() {
        holdsStreams = false;
        pending.addAll(held);
        held.clear();
        settle();
    }

    private void onStream(Runnable delivery) {
        (holdsStreams ? held : pending).add(delivery);
    }

    private List<byte[]> tampered(byte[] frame) {
        if (tamper.isEmpty()) return List.of(frame);
        tampered++;
        if (tampered == 2) return second(frame);
        byte[] late = kept;
        kept = null;
        return late == null ? List.of(frame) : List.of(frame, late);
    }

    private List<byte[]> second(byte[] frame) {
        if (tamper.equals("repeated")) return List.of(frame, frame);
        if (tamper.equals("flipped")) {
            frame[frame.length - 1] ^= 1;
            return List.of(frame);
        }
        if (tamper.equals("swapped")) kept = frame;
        return List.of();
    }

    /** A node's place in the network: its carrier. */
    final class Port implements Carrier {
        final Address address;
        final List<Event> events = new ArrayList<>();
        final List<String> stored = new ArrayList<>();
        int windowBytes = Integer.MAX_VALUE;
        long wakeCalls;
        private final RandomGenerator random = new SplittableRandom(ports.size() + 1);
        private long alarmNanos = Long.MAX_VALUE;
        private @Nullable Carried above;
        private boolean isDown;

        private Port(Address address) {
            this.address = address;
        }

        void start(Carried carried) {
            above = carried;
        }

        private Carried above() {
            if (above == null) throw new AssertionError("nobody is above " + address);
            return above;
        }

        /** Ends the process: its streams close, nobody listens any more. */
        void kill() {
            isDown = true;
            alarmNanos = Long.MAX_VALUE;
            for (End end : List.copyOf(ends.values())) if (end.port == this) close(end, LinkCause.CLOSED);
        }

        /** Breaks all streams to another node, as if the connections were reset at that end alone. */
        void resetStreams() {
            for (End end : List.copyOf(ends.values()))
                if (end.port == this) {
                    ends.remove(end.stream);
                    pending.add(() -> above().disconnected(end.stream, LinkCause.RESET));
                }
        }

        @Override
        public long nowNanos() {
            return nowNanos;
        }

        @Override
        public RandomGenerator random() {
            return random;
        }

        @Override
        public void datagram(Address to, byte[] frame, int length) {
            byte[] copy = Arrays.copyOf(frame, length);
            datagrams.add(new Sent(address, to, copy));
            if (!losesDatagrams) pending.add(() -> inject(address, to, copy));
        }

        @Override
        public void wakeAt(long nanos) {
            wakeCalls++;
            alarmNanos = nanos;
        }

        @Override
        public long connect(Address to) {
            End mine = new End(this, ++lastStream);
            ends.put(mine.stream, mine);
            Address source = address.withPort(40_000 + lastSource++ % 20_000);
            onStream(() -> connected(mine, to, source));
            return mine.stream;
        }

        private void connected(End mine, Address to, Address source) {
            if (!ends.containsKey(mine.stream)) return;
            Port port = ports.get(to);
            if (port == null || port.isDown || port.above == null) {
                ends.remove(mine.stream);
                above().disconnected(mine.stream, LinkCause.REFUSED);
                return;
            }
            End theirs = new End(port, ++lastStream);
            mine.other = theirs;
            theirs.other = mine;
            ends.put(theirs.stream, theirs);
            port.above().accepted(theirs.stream, source);
            above().connected(mine.stream);
        }

        @Override
        public boolean write(long stream, byte[] frame, int length) {
            End mine = ends.get(stream);
            End theirs = mine == null ? null : mine.other;
            if (mine == null || theirs == null) return true;
            byte[] copy = Arrays.copyOf(frame, length);
            mine.unread += length;
            boolean hasRoom = mine.unread < windowBytes;
            onStream(() -> theirs.whenRead(() -> {
                mine.unread -= length;
                for (byte[] arriving : tampered(copy))
                    if (ends.containsKey(theirs.stream))
                        theirs.port.above().streamFrame(theirs.stream, arriving, 0, arriving.length);
                if (!hasRoom && mine.unread < windowBytes && ends.containsKey(mine.stream))
                    above().writable(mine.stream);
            }));
            return hasRoom;
        }

        @Override
        public void read(long stream, boolean on) {
            End mine = ends.get(stream);
            if (mine == null) return;
            mine.read(on);
            onStream(mine::readOn);
        }

        @Override
        public void disconnect(long stream) {
            End mine = ends.get(stream);
            if (mine != null) close(mine, LinkCause.CLOSED);
        }

        private void close(End mine, LinkCause cause) {
            ends.remove(mine.stream);
            End theirs = mine.other;
            if (theirs == null) return;
            onStream(() -> {
                if (ends.remove(theirs.stream) != null && !theirs.port.isDown)
                    theirs.port.above().disconnected(theirs.stream, cause);
            });
        }

        @Override
        public void store(Batch batch, long token) {
            stored.addAll(batch.writes().keySet());
            pending.add(() -> above().stored(token));
        }

        @Override
        public void deliver(Event event) {
            events.add(event);
        }
    }

    /** Delivers a datagram as if it came from that address. */
    void inject(Address from, Address to, byte[] frame) {
        Port port = ports.get(to);
        if (port == null || port.isDown) return;
        byte[] inside = new byte[frame.length + 7];
        System.arraycopy(frame, 0, inside, 3, frame.length);
        port.above().datagramReceived(from, inside, 3, frame.length);
    }
}
