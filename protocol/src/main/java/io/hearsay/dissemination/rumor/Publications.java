package io.hearsay.dissemination.rumor;

import io.hearsay.dissemination.rumor.Published.Refused;
import io.hearsay.dissemination.rumor.RumorConfig.Publishing;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * This node's own rumors on their way out: a queue, and a window on what is under way.
 *
 * <p>The window moves when <em>some</em> peer says that it has all up to a sequence. The fastest one sets the pace: one
 * that sleeps must not hold up all others (it is mended later), and one that keeps up shows that the network does.
 */
final class Publications {

    /** An event that waits. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Waiting(String topic, byte[] payload) {}

    private final Publishing limits;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private long queuedBytes;

    /** The sizes of those under way, oldest first. */
    private final Deque<Integer> underWay = new ArrayDeque<>();

    private long underWayBytes;
    private long confirmed;
    private long released;

    Publications(Publishing limits) {
        this.limits = limits;
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
                || underWay.size() < limits.unconfirmedEvents()
                        && underWayBytes + next.payload().length <= limits.unconfirmedBytes();
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

    /** So many somebody has. */
    long confirmed() {
        return confirmed;
    }

    /** Somebody has so many; false if that is no news, or cannot be. */
    boolean confirm(long count) {
        if (count <= confirmed || count > released) return false;
        while (confirmed < count) {
            confirmed++;
            underWayBytes -= underWay.remove();
        }
        return true;
    }
}
