package io.hearsay.dissemination.rumor;

import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.dissemination.rumor.RumorMessage.Confirm;
import io.hearsay.dissemination.rumor.RumorMessage.Known;
import io.hearsay.wire.ByteWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is owed to peers: that copies of theirs were useless, and that a publisher's rumors have come.
 *
 * <p>It waits a moment, so that much of it fits into one packet or rides in one that leaves anyway. Bounds: 1,024
 * peers, and for each as many ids as one message takes; feedback beyond that is dropped, which only costs further
 * useless copies.
 */
final class Feedback {
    private static final int MAX_PEERS = 1024;

    /** Kind, length, flags, number of runs. */
    private static final int HEADER_BYTES = 1 + 2 + 1 + 2;

    private static final int CONFIRM_BYTES = 1 + 1 + 9;

    /** Origin and number of ids; then each id as the distance to the one before. */
    private static final int RUN_BYTES = 8 + 2;

    private static final class Owed {
        final TreeSet<RumorId> useless = new TreeSet<>();
        long confirmed;
    }

    private final LinkedHashMap<Peer, Owed> owed = new LinkedHashMap<>();

    void useless(Peer peer, RumorId id) {
        Owed to = to(peer);
        if (to != null && to.useless.size() < RumorMessage.MAX_IDS) to.useless.add(id);
    }

    void confirm(Peer publisher, long count) {
        Owed to = to(publisher);
        if (to != null) to.confirmed = Math.max(to.confirmed, count);
    }

    private @Nullable Owed to(Peer peer) {
        Owed to = owed.get(peer);
        if (to != null || owed.size() >= MAX_PEERS) return to;
        to = new Owed();
        owed.put(peer, to);
        return to;
    }

    boolean isEmpty() {
        return owed.isEmpty();
    }

    /** The next thing to tell a peer that fits, or null. */
    @Nullable
    RumorMessage next(Peer peer, int roomBytes) {
        Owed to = owed.get(peer);
        if (to == null) return null;
        RumorMessage next = next(to, roomBytes);
        if (to.confirmed == 0 && to.useless.isEmpty()) owed.remove(peer);
        return next;
    }

    private static @Nullable RumorMessage next(Owed to, int roomBytes) {
        if (to.confirmed > 0) {
            if (roomBytes < CONFIRM_BYTES) return null;
            Confirm confirm = new Confirm(to.confirmed);
            to.confirmed = 0;
            return confirm;
        }
        List<RumorId> ids = new ArrayList<>();
        long origin = 0;
        long last = 0;
        int bytes = HEADER_BYTES;
        for (RumorId id : to.useless) {
            if (id.origin() != origin) {
                bytes += RUN_BYTES;
                last = 0;
            }
            bytes += ByteWriter.varintSize(id.sequence() - last);
            if (bytes > roomBytes) break;
            ids.add(id);
            origin = id.origin();
            last = id.sequence();
        }
        ids.forEach(to.useless::remove);
        return ids.isEmpty() ? null : new Known(ids, true);
    }

    /** Tells everybody all of it. */
    void flush(Environment env, int roomBytes) {
        for (Map.Entry<Peer, Owed> each : owed.entrySet())
            for (RumorMessage next = next(each.getValue(), roomBytes);
                    next != null;
                    next = next(each.getValue(), roomBytes)) env.send(each.getKey(), next);
        owed.clear();
    }
}
