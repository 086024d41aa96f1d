package io.hearsay.dissemination.rumor;

import io.hearsay.dissemination.rumor.Published.Refused;
import io.hearsay.dissemination.rumor.RumorConfig.Publishing;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * This node's own rumors on their way out: a queue, and a window on what is under way.
 *
 * <p>Four times a window, those a rumor is pushed to are asked how many they have. The window moves by the median of
 * the last three answers: neither one that sleeps may hold up all others (it is mended later), nor one that happens to
 * be ahead speak for them. It grows while answers come soon, shrinks (to an eighth at most) when they come late, and
 * halves when none come.
 */
final class Publications {
    private static final int MIN_WINDOW = 16;

    /** How many peers' answers count. */
    private static final int VOICES = 3;

    /** An event that waits. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Waiting(String topic, byte[] payload) {}

    private record Voice(long peer, long count) {}

    private final Publishing limits;
    private final long soonNanos;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private long queuedBytes;

    /** The sizes of those under way, oldest first. */
    private final Deque<Integer> underWay = new ArrayDeque<>();

    private long underWayBytes;
    private final int minWindow;
    private int window;
    private long released;
    private long confirmed;

    /** The last one with which it was asked, and when. */
    private long askedSequence;

    private long askedNanos;
    private final Deque<Voice> voices = new ArrayDeque<>();

    /**
     * Nothing published yet.
     *
     * @param soonNanos an answer within this time says that there is room for more
     */
    Publications(Publishing limits, long soonNanos) {
        this.limits = limits;
        this.soonNanos = soonNanos;
        this.minWindow = Math.min(MIN_WINDOW, limits.unconfirmedEvents());
        this.window = Math.max(minWindow, limits.unconfirmedEvents() / 4);
    }

    /** Why an event of this size cannot be taken in; null if it can. */
    @Nullable
    Refused refusal(int payloadBytes) {
        if (payloadBytes > limits.maxEventBytes())
            return new Refused("bytes in one event", payloadBytes, limits.maxEventBytes());
        if (queue.size() + 1 > limits.queuedEvents())
            return new Refused("events waiting to be sent", queue.size() + 1L, limits.queuedEvents());
        if (queuedBytes + payloadBytes > limits.queuedBytes())
            return new Refused("bytes of events waiting to be sent", queuedBytes + payloadBytes, limits.queuedBytes());
        return null;
    }

    void enqueue(String topic, byte[] payload) {
        queue.add(new Waiting(topic, payload));
        queuedBytes += payload.length;
    }

    /** The next event that may leave now, or null; it is under way then, with {@link #released} as its sequence. */
    @Nullable
    Waiting release() {
        if (!mayRelease()) return null;
        Waiting next = queue.remove();
        queuedBytes -= next.payload().length;
        released++;
        underWay.add(next.payload().length);
        underWayBytes += next.payload().length;
        return next;
    }

    private boolean mayRelease() {
        Waiting next = queue.peek();
        if (next == null) return false;
        return underWay.isEmpty()
                || underWay.size() < window && underWayBytes + next.payload().length <= limits.unconfirmedBytes();
    }

    /** Whether something waits that may not leave before something is confirmed. */
    boolean isBlocked() {
        return !queue.isEmpty() && !mayRelease();
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** The sequence of the last event released. */
    long released() {
        return released;
    }

    /** So many others have. */
    long confirmed() {
        return confirmed;
    }

    /** Whether those that the last released event is pushed to are to be asked how many they have. */
    boolean asks(long nowNanos) {
        boolean asks =
                released - askedSequence >= Math.max(1, window / 4) || 4 * underWayBytes >= limits.unconfirmedBytes();
        if (asks && askedSequence <= confirmed) askedNanos = nowNanos;
        if (asks) askedSequence = released;
        return asks;
    }

    /** A peer has so many; false if that changes nothing, or cannot be. */
    boolean confirm(long peer, long count, long nowNanos) {
        if (count > released) return false;
        voices.removeIf(voice -> voice.peer() == peer);
        voices.add(new Voice(peer, count));
        if (voices.size() > VOICES) voices.remove();
        long median = median();
        if (median <= confirmed) return false;
        adapt(median - confirmed, nowNanos);
        advance(median);
        return true;
    }

    /** Of three the middle one, of fewer the lowest. */
    private long median() {
        long[] counts = voices.stream().mapToLong(Voice::count).sorted().toArray();
        return counts[counts.length == VOICES ? 1 : 0];
    }

    private void adapt(long more, long nowNanos) {
        if (nowNanos - askedNanos <= soonNanos)
            window = (int) Math.min(window + 1 + more / 8, limits.unconfirmedEvents());
        else window = Math.max(Math.min(window, limits.unconfirmedEvents() / 8), window - window / 8);
        askedNanos = nowNanos;
    }

    /** Nobody has answered for long: those under way may be lost, and what follows goes more slowly. */
    void timedOut() {
        window = Math.max(minWindow, window / 2);
        confirmAll();
    }

    /** There is nobody to wait for. */
    void confirmAll() {
        advance(released);
    }

    private void advance(long count) {
        while (confirmed < count) {
            confirmed++;
            underWayBytes -= underWay.remove();
        }
    }
}
