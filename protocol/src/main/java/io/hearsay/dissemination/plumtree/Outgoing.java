package io.hearsay.dissemination.plumtree;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** This node's own messages that wait for room on its links. Bound: as configured. */
final class Outgoing {
    private final PlumtreeConfig.Queue limits;
    private final Deque<byte[]> payloads = new ArrayDeque<>();
    private long bytes;

    Outgoing(PlumtreeConfig.Queue limits) {
        this.limits = limits;
    }

    /** False if there is no room. */
    boolean add(byte[] payload) {
        if (payloads.size() == limits.messages() || bytes + payload.length > limits.bytes()) return false;
        payloads.add(payload);
        bytes += payload.length;
        return true;
    }

    /** The next one, which waits no more; null if none does. */
    byte @Nullable [] poll() {
        byte[] payload = payloads.poll();
        if (payload != null) bytes -= payload.length;
        return payload;
    }

    int size() {
        return payloads.size();
    }
}
