package io.hearsay.dissemination.plumtree;

import io.hearsay.Peer;
import io.hearsay.dissemination.plumtree.Kept.Item;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What waits for room on the neighbours' links, in its order. A neighbour that has had no room for too long is slow,
 * and nothing waits for it until it has some again.
 *
 * <p>Bound for each neighbour: {@value #MAX_MESSAGES} messages and {@value #MAX_BYTES} bytes of payload.
 */
final class Backlogs {
    static final int MAX_MESSAGES = 4_096;
    static final int MAX_BYTES = 4 << 20;

    private final Map<Long, Backlog> byPeer = new LinkedHashMap<>();
    private final Set<Long> slow = new LinkedHashSet<>();

    private static final class Backlog {
        private final Deque<Item> items = new ArrayDeque<>();
        private long bytes;
        private long movedNanos;

        boolean isCrowded() {
            return items.size() > MAX_MESSAGES / 8 || bytes > MAX_BYTES / 8;
        }
    }

    /** Whether nothing waits for anybody. */
    boolean isEmpty() {
        return byPeer.isEmpty();
    }

    boolean isEmpty(Peer to) {
        return !byPeer.containsKey(to.instance());
    }

    /** Whether so much waits for somebody that more must not come; far from the bound, since some is on its way. */
    boolean isCrowded() {
        for (Backlog each : byPeer.values()) if (each.isCrowded()) return true;
        return false;
    }

    /** Whether something waits for it, and it has taken nothing since then. */
    boolean isStuck(Peer peer, long sinceNanos) {
        Backlog backlog = byPeer.get(peer.instance());
        return backlog != null && backlog.movedNanos - sinceNanos <= 0;
    }

    boolean isSlow(Peer peer) {
        return slow.contains(peer.instance());
    }

    /** False if it may not wait. */
    boolean add(Peer to, Item item, long nowNanos) {
        if (isSlow(to)) return false;
        Backlog backlog = byPeer.get(to.instance());
        if (backlog == null) {
            backlog = new Backlog();
            backlog.movedNanos = nowNanos;
            byPeer.put(to.instance(), backlog);
        }
        if (backlog.items.size() == MAX_MESSAGES || backlog.bytes + item.payload().length > MAX_BYTES) return false;
        backlog.items.add(item);
        backlog.bytes += item.payload().length;
        return true;
    }

    /** What is next for a neighbour; null if nothing waits. */
    @Nullable
    Item next(Peer to) {
        Backlog backlog = byPeer.get(to.instance());
        return backlog == null ? null : backlog.items.peek();
    }

    /** The next one is sent. */
    void sent(Peer to, long nowNanos) {
        Backlog backlog = byPeer.get(to.instance());
        if (backlog == null) return;
        backlog.movedNanos = nowNanos;
        backlog.bytes -= backlog.items.remove().payload().length;
        if (backlog.items.isEmpty()) byPeer.remove(to.instance());
    }

    /** The neighbour's link has room again. */
    void hasRoom(Peer peer) {
        slow.remove(peer.instance());
    }

    /** Takes away all that waits for a neighbour that has had no room for too long. */
    List<Item> tooSlow(Peer peer) {
        slow.add(peer.instance());
        return take(peer);
    }

    /** Takes away all that waits for it. */
    List<Item> take(Peer peer) {
        Backlog backlog = byPeer.remove(peer.instance());
        return backlog == null ? List.of() : List.copyOf(backlog.items);
    }

    void forget(Peer peer) {
        byPeer.remove(peer.instance());
        slow.remove(peer.instance());
    }
}
