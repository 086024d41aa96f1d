package io.hearsay.stack;

import io.hearsay.Peer;
import io.hearsay.wire.ByteWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One link that stands: its stream, what waits on it, and who needs it. */
final class Link {
    final long stream;
    final Peer peer;
    final boolean isOurs;
    final Binding in;
    final Binding out;

    /** Whether somebody here needs it, and the peer by its own last word. */
    boolean needed;

    boolean neededByPeer;

    /** What the peer was told last. */
    boolean toldNeeded;

    /** Whether the stream's window is full, and whether somebody here was told to wait. */
    boolean isFull;

    boolean isAwaited;
    boolean lingers;
    long lastUseNanos;
    String reason = "unused";

    /** What a fault holds back, each way. */
    final Detour arriving = new Detour();

    final Detour leaving = new Detour();

    private final List<Queue<byte[]>> queues = new ArrayList<>(Traffic.COUNT);
    private int queuedBytes;
    private int keyId;
    private Sealer.@Nullable SenderKey key;

    /** Frames on a roundabout way: those behind them must not overtake them, even if the fault has ended. */
    static final class Detour {
        private int frames;
        private long untilNanos;

        boolean isEmpty() {
            return frames == 0;
        }

        /** When a frame arrives that starts now. */
        long enter(long nowNanos, long delayNanos) {
            frames++;
            untilNanos = Math.max(untilNanos, nowNanos + Math.max(0, delayNanos));
            return untilNanos;
        }

        void leave() {
            frames--;
        }
    }

    Link(long stream, Peer peer, boolean isOurs, Binding in, Binding out) {
        this.stream = stream;
        this.peer = peer;
        this.isOurs = isOurs;
        this.in = in;
        this.out = out;
        for (int i = 0; i < Traffic.COUNT; i++) queues.add(new ArrayDeque<>(0));
    }

    /** The peer's sending key of this number; derived once, since keys change seldom. */
    Sealer.SenderKey key(Framing framing, int id) {
        if (key == null || keyId != id) {
            key = framing.derive(peer.instance(), id);
            keyId = id;
        }
        return key;
    }

    /** Queues an encoded message unless the window is too full for it. */
    boolean offer(byte[] message, Traffic traffic, int windowBytes) {
        if (queuedBytes + message.length > windowBytes) return false;
        queues.get(traffic.rank).add(message);
        queuedBytes += message.length;
        return true;
    }

    int queuedBytes() {
        return queuedBytes;
    }

    boolean isUnneeded() {
        return !needed && !neededByPeer;
    }

    /** Moves messages into the frame while they fit and the budget admits them, high classes first. */
    void fill(ByteWriter frame, int maxBytes, Budget budget, Tally tally) {
        for (Traffic traffic : Traffic.ALL) {
            Queue<byte[]> queue = queues.get(traffic.rank);
            byte[] next;
            while ((next = queue.peek()) != null && budget.admits(traffic)) {
                if (frame.position() + next.length > maxBytes) return;
                frame.raw(next, 0, next.length);
                queue.remove();
                queuedBytes -= next.length;
                budget.spend(next.length);
                tally.messagesSent++;
            }
        }
    }

    /** When the first waiting message may go; {@link TimerQueue#NEVER} if none waits for the budget. */
    long nanosUntilAdmitted(Budget budget) {
        for (Traffic traffic : Traffic.ALL) if (!queues.get(traffic.rank).isEmpty()) return budget.nanosUntil(traffic);
        return TimerQueue.NEVER;
    }
}
