package io.hearsay.dissemination.plumtree;

import io.hearsay.Peer;
import io.hearsay.SmallMap;
import io.hearsay.dissemination.plumtree.PlumtreeMessage.Announcement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What waits to be announced, neighbour by neighbour. Bound: {@value #MAX_EACH} for each; the oldest goes first. */
final class Announcements {
    static final int MAX_EACH = 4_096;

    private final SmallMap<Deque<Announcement>> waiting = new SmallMap<>();

    void add(Peer to, MessageId id, int round) {
        Deque<Announcement> queue = waiting.get(to.instance());
        if (queue == null) {
            queue = new ArrayDeque<>(2);
            waiting.put(to.instance(), queue);
        }
        Announcement last = queue.peekLast();
        Announcement longer = last == null ? null : last.plus(id, round);
        if (longer != null) {
            queue.removeLast();
            queue.addLast(longer);
            return;
        }
        if (queue.size() == MAX_EACH) queue.removeFirst();
        queue.addLast(new Announcement(id, round));
    }

    /** The next so many for a neighbour, which stay until they are sent; empty if none wait. */
    List<Announcement> next(Peer to, int count) {
        List<Announcement> next = new ArrayList<>();
        Deque<Announcement> queue = waiting.get(to.instance());
        if (queue != null) for (Announcement each : queue) if (next.size() < count) next.add(each);
        return next;
    }

    void sent(Peer to, int count) {
        Deque<Announcement> queue = waiting.get(to.instance());
        if (queue == null) return;
        for (int i = 0; i < count; i++) queue.removeFirst();
    }

    void forget(Peer peer) {
        waiting.remove(peer.instance());
    }
}
