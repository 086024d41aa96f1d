package io.hearsay.sampling.hyparview;

import io.hearsay.Peer;
import io.hearsay.RecentSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who can be reached where it says it is.
 *
 * <p>Bound: {@value #MAX_HELD} questions are held until their senders have proved that; the oldest goes first, and is
 * asked again by its sender.
 */
final class Admission {
    private static final int MAX_HELD = 64;
    private static final int MAX_REACHABLE = 1_024;

    private final RecentSet<Long> reachable = new RecentSet<>(MAX_REACHABLE);
    private final Map<Long, Held> held = new LinkedHashMap<>();

    private record Held(long nonce, HyParViewMessage question) {}

    /** Its link was opened from here, or it has answered a challenge. */
    void isReachable(Peer peer) {
        reachable.add(peer.instance());
    }

    boolean knows(Peer peer) {
        return reachable.contains(peer.instance());
    }

    void hold(Peer from, HyParViewMessage question, long nonce) {
        held.remove(from.instance());
        if (held.size() == MAX_HELD) {
            Iterator<Long> oldest = held.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        held.put(from.instance(), new Held(nonce, question));
    }

    /** What was held of a peer that has answered its challenge; null if it has not. */
    @Nullable
    HyParViewMessage take(Peer from, long nonce) {
        Held waiting = held.get(from.instance());
        if (waiting == null || waiting.nonce != nonce) return null;
        held.remove(from.instance());
        reachable.add(from.instance());
        return waiting.question;
    }

    void forget(Peer peer) {
        held.remove(peer.instance());
    }
}
