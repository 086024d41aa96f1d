package io.hearsay.data.map;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Changes made here that wait to be spread, as many in one rumor as fit a packet. Bound: 4,096 changes and 1 MiB; what
 * comes then is not spread at once.
 */
final class FreshWrites {
    private static final int MAX_CHANGES = 4_096;
    private static final int MAX_BYTES = 1 << 20;

    /** So many bytes travel in one packet with what else a rumor says. A larger change travels alone. */
    private static final int PACKET_BYTES = 1_000;

    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int bytes;

    boolean add(byte[] change) {
        if (waiting.size() == MAX_CHANGES || bytes + change.length > MAX_BYTES) return false;
        waiting.add(change);
        bytes += change.length;
        return true;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The first of them, as many as one packet takes; they stay until {@link #remove}. */
    List<byte[]> first() {
        List<byte[]> first = new ArrayList<>();
        int room = PACKET_BYTES;
        for (byte[] change : waiting) {
            room -= change.length + 2;
            if (room < 0 && !first.isEmpty()) break;
            first.add(change);
        }
        return first;
    }

    void remove(int count) {
        for (int left = count; left > 0; left--) bytes -= waiting.remove().length;
    }
}
