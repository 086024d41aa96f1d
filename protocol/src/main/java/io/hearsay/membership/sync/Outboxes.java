package io.hearsay.membership.sync;

import io.hearsay.Environment;
import io.hearsay.Peer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What waits for a link's window to open, in order. Bounded by what one range of a comparison can bring about, for each
 * peer that has a link.
 */
final class Outboxes {
    private final Environment env;
    private final Map<Long, Deque<SyncMessage>> waiting = new LinkedHashMap<>();

    Outboxes(Environment env) {
        this.env = env;
    }

    void send(Peer to, SyncMessage message) {
        Deque<SyncMessage> box = waiting.get(to.instance());
        if (box != null) box.add(message);
        else if (!env.links().send(to, message))
            waiting.computeIfAbsent(to.instance(), instance -> new ArrayDeque<>())
                    .add(message);
    }

    void flush(Peer to) {
        Deque<SyncMessage> box = waiting.get(to.instance());
        if (box == null) return;
        for (SyncMessage next = box.peek(); next != null; next = box.peek()) {
            if (!env.links().send(to, next)) return;
            box.remove();
        }
        waiting.remove(to.instance());
    }

    void drop(Peer to) {
        waiting.remove(to.instance());
    }
}
