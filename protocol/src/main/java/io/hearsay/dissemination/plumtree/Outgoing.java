package io.hearsay.dissemination.plumtree;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** This node's own messages that wait for room on its links. Bound: as configured. */
final class Outgoing {
    private final PlumtreeConfig.Queue limits;
    private final Deque<byte[]> payloads = new ArrayDeque<>();
    private long bytes;

    Outgoing(PlumtreeConfig.Queue limits) {
        this.limits = limits;
    }

    /** False if there is no room for all. */
    boolean add(List<byte[]> more) {
        long moreBytes = 0;
        for (byte[] payload : more) moreBytes += payload.length;
        if (payloads.size() + more.size() > limits.messages() || bytes + moreBytes > limits.bytes()) return false;
        payloads.addAll(more);
        bytes += moreBytes;
        return true;
    }

    /** The next one, which waits no more; null if none does. */
    byte @Nullable [] poll() {
        byte[] payload = payloads.poll();
        if (payload != null) bytes -= payload.length;
        return payload;
    }

    long bytes() {
        return bytes;
    }

    int size() {
        return payloads.size();
    }
}
