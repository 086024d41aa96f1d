package io.hearsay.sim;

import io.hearsay.Address;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Half a stream: one process's side of it, with what it has sent and the other has not read. */
final class StreamEnd {
    final long number;
    final SimProcess owner;
    final Address remote;

    /** What its owner keeps with it. */
    @Nullable
    Object attachment;

    @Nullable
    StreamEnd peer;

    boolean up;
    boolean closed;
    boolean paused;

    /* As who writes. */
    final ArrayDeque<Segment> waiting = new ArrayDeque<>(1);
    boolean full;
    boolean retrying;
    long lastArrival;
    private final ArrayDeque<Acknowledgement> acknowledgements = new ArrayDeque<>(2);
    private int unreadBytes;

    /* As who reads. */
    final ArrayDeque<Runnable> unread = new ArrayDeque<>(1);
    int unreadFrames;

    /** What travels: the end of the handshake, a frame, or the end of the stream. */
    record Segment(Kind kind, @Nullable Object frame, int length) {
        enum Kind {
            ACCEPT,
            FRAME,
            FIN
        }

        static final Segment ACCEPT = new Segment(Kind.ACCEPT, null, 0);
        static final Segment FIN = new Segment(Kind.FIN, null, 0);
    }

    private record Acknowledgement(long atNanos, int bytes) {}

    StreamEnd(long number, SimProcess owner, Address remote) {
        this.number = number;
        this.owner = owner;
        this.remote = remote;
    }

    void wrote(int bytes) {
        unreadBytes += bytes;
    }

    /** What is written and, as far as is known here at that time, not read. */
    int unreadBytes(long nowNanos) {
        while (!acknowledgements.isEmpty() && acknowledgements.getFirst().atNanos <= nowNanos)
            unreadBytes -= acknowledgements.removeFirst().bytes;
        return unreadBytes;
    }

    /** Will know at that time that so much more was read, and all that was read before. */
    void acknowledgedAt(long atNanos, int bytes) {
        int covered = bytes;
        while (!acknowledgements.isEmpty() && acknowledgements.getLast().atNanos >= atNanos)
            covered += acknowledgements.removeLast().bytes;
        acknowledgements.addLast(new Acknowledgement(atNanos, covered));
    }

    /** When it will next know of something that was read. */
    long[] acknowledgementNanos() {
        return acknowledgements.stream().mapToLong(Acknowledgement::atNanos).toArray();
    }
}
