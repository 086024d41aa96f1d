package io.hearsay.agent.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What waits for one reader: at most {@value #MAX_EVENTS} events and {@value #MAX_BYTES} bytes.
 *
 * <p>A reader that is too slow is cut: it still gets what waits, then an event that says how many it missed, then the
 * end. So a stalled reader costs bounded memory and nobody believes to have seen everything. Any thread may offer; one
 * takes.
 */
final class EventStream {
    static final int MAX_EVENTS = 4_096;
    static final int MAX_BYTES = 4 << 20;

    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private int bytes;
    private long missed;
    private boolean closed;

    /** Adds an event; never blocks. */
    synchronized void offer(String event, byte[] json) {
        if (closed) return;
        byte[] frame = frame(event, json);
        if (missed > 0 || waiting.size() >= MAX_EVENTS || bytes + frame.length > MAX_BYTES) {
            missed++;
        } else {
            waiting.add(frame);
            bytes += frame.length;
        }
        notifyAll();
    }

    /** Ends the stream after what waits. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Whether nothing more will come. */
    synchronized boolean isOver() {
        return waiting.isEmpty() && (closed || missed > 0);
    }

    /** Whether nothing waits now. */
    synchronized boolean isDrained() {
        return waiting.isEmpty();
    }

    /** How many events did not fit. */
    synchronized long missed() {
        return missed;
    }

    /** The next event's bytes, or nothing after this time or at the end. */
    synchronized Optional<byte[]> take(long timeout, TimeUnit unit) throws InterruptedException {
        long deadline = System.nanoTime() + unit.toNanos(timeout);
        while (waiting.isEmpty() && !isOver()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) return Optional.empty();
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        byte[] frame = waiting.poll();
        if (frame == null) return Optional.empty();
        bytes -= frame.length;
        return Optional.of(frame);
    }

    /** An event in the notation of {@code text/event-stream}; JSON has no line breaks of its own. */
    static byte[] frame(String event, byte[] json) {
        byte[] head = ("event: " + event + "\ndata: ").getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[head.length + json.length + 2];
        System.arraycopy(head, 0, frame, 0, head.length);
        System.arraycopy(json, 0, frame, head.length, json.length);
        frame[frame.length - 2] = '\n';
        frame[frame.length - 1] = '\n';
        return frame;
    }
}
