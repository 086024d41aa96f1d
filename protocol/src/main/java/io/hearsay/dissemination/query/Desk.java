package io.hearsay.dissemination.query;

import io.hearsay.RecentSet;
import io.hearsay.dissemination.query.QueryConfig.Bounds;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What others have asked here: which questions are under way, and which were answered how.
 *
 * <p>Bounds: those of {@link Bounds}, and {@value #REMEMBERED} questions remembered as seen; one that comes again after
 * that many others would be handed up twice.
 */
final class Desk {
    private static final int REMEMBERED = 65_536;
    private static final int KEPT = 4_096;

    /** A question or note: who asks, and what number it gives it. */
    record Id(long asker, long number) {}

    private final Bounds bounds;
    private final RecentSet<Id> seen = new RecentSet<>(REMEMBERED);
    private final Set<Id> underWay = new LinkedHashSet<>();
    private final Map<Long, Integer> underWayOf = new LinkedHashMap<>();
    private final Map<Id, QueryMessage> kept = new LinkedHashMap<>();
    private long keptBytes;

    Desk(Bounds bounds) {
        this.bounds = bounds;
    }

    boolean isNew(Id id) {
        return !seen.contains(id);
    }

    void see(Id id) {
        seen.add(id);
    }

    /** Takes a question on; false if there are too many. */
    boolean admit(Id id) {
        int ofOne = underWayOf.getOrDefault(id.asker(), 0);
        if (underWay.size() >= bounds.underWay() || ofOne >= bounds.underWayOfOne()) return false;
        see(id);
        underWay.add(id);
        underWayOf.put(id.asker(), ofOne + 1);
        return true;
    }

    /** Ends a question that is under way; false if it is not, or no longer. */
    boolean end(Id id) {
        if (!underWay.remove(id)) return false;
        underWayOf.computeIfPresent(id.asker(), (asker, count) -> count == 1 ? null : count - 1);
        return true;
    }

    /** Keeps what was answered, in case the question comes again. */
    void keep(Id id, QueryMessage reply) {
        if (bytes(reply) > bounds.keptBytes()) return;
        kept.put(id, reply);
        keptBytes += bytes(reply);
        Iterator<QueryMessage> oldest = kept.values().iterator();
        while (keptBytes > bounds.keptBytes() || kept.size() > KEPT) {
            keptBytes -= bytes(oldest.next());
            oldest.remove();
        }
    }

    @Nullable
    QueryMessage kept(Id id) {
        return kept.get(id);
    }

    void forget(Id id) {
        QueryMessage reply = kept.remove(id);
        if (reply != null) keptBytes -= bytes(reply);
    }

    private static int bytes(QueryMessage reply) {
        return reply instanceof QueryMessage.Answer answer ? answer.payload().size() : 0;
    }
}
