package io.hearsay.membership.sync;

import io.hearsay.membership.Digests;
import io.hearsay.membership.Membership;
import io.hearsay.membership.Row;
import io.hearsay.membership.Standing;
import io.hearsay.membership.Update;
import io.hearsay.membership.sync.SyncMessage.Line;
import io.hearsay.membership.sync.SyncMessage.Rows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** A view as two nodes compare it: one line for each name, in the order of the names' hashes (unsigned). */
final class Catalogue {
    /** The last of all hashes. */
    static final long END = -1;

    private static final int MEAN_LINES = SyncMessage.MAX_NAMES * 3 / 4;
    private static final int MAX_ROWS_BYTES = 12_000;
    private static final int REMOVAL_BYTES = 160;

    private final Membership membership;

    Catalogue(Membership membership) {
        this.membership = membership;
    }

    /** The lines of a range that ends at {@code to}: as far as one message reaches. */
    record Chunk(NavigableMap<Long, Long> versions, long to) {
        List<Line> lines() {
            List<Line> lines = new ArrayList<>(versions.size());
            versions.forEach((hash, version) -> lines.add(new Line(hash, version)));
            return lines;
        }
    }

    /** The lines from one hash on, up to another one or as many as one message holds. */
    Chunk chunk(long from, long to) {
        List<Update> removals = membership.removals();
        long end = end(from, to, membership.rows().size() + removals.size());
        NavigableMap<Long, Long> versions = new TreeMap<>(Long::compareUnsigned);
        for (Row row : membership.rows())
            if (isWithin(row.nameHash(), from, end)) versions.merge(row.nameHash(), row.digest(), Catalogue::both);
        for (Update removal : removals) {
            long hash = Digests.ofName(removal.subject().name());
            if (isWithin(hash, from, end)) versions.merge(hash, version(removal), Catalogue::both);
        }
        return cut(versions, end);
    }

    /** Hashes are spread evenly, so a share of their range holds about that share of the names. */
    private static long end(long from, long to, int names) {
        if (names <= SyncMessage.MAX_NAMES) return to;
        long end = from + Long.divideUnsigned(END, names) * MEAN_LINES;
        boolean past = Long.compareUnsigned(end, from) < 0 || Long.compareUnsigned(end, to) > 0;
        return past ? to : end;
    }

    private static Chunk cut(NavigableMap<Long, Long> versions, long end) {
        long to = end;
        while (versions.size() > SyncMessage.MAX_NAMES)
            to = versions.pollLastEntry().getKey() - 1;
        return new Chunk(versions, to);
    }

    private static boolean isWithin(long hash, long from, long to) {
        return Long.compareUnsigned(hash, from) >= 0 && Long.compareUnsigned(hash, to) <= 0;
    }

    private static long version(Update removal) {
        return Digests.ofRemoval(removal.subject().name(), removal.subject().epoch());
    }

    private static long both(long row, long removal) {
        return Digests.mix(row + removal);
    }

    /** All that is held of these names, in messages of at most {@value #MAX_ROWS_BYTES} bytes. */
    List<Rows> rows(Collection<Long> nameHashes) {
        Set<Long> wanted = new HashSet<>(nameHashes);
        List<Rows> messages = new ArrayList<>();
        List<Standing> standings = new ArrayList<>();
        int bytes = 0;
        for (Row row : membership.rows()) {
            if (!wanted.contains(row.nameHash())) continue;
            standings.add(row.standing());
            bytes += row.record().encoded().length + 16;
            if (bytes < MAX_ROWS_BYTES) continue;
            messages.add(new Rows(standings, List.of()));
            standings = new ArrayList<>();
            bytes = 0;
        }
        if (!standings.isEmpty()) messages.add(new Rows(standings, List.of()));
        messages.addAll(removals(wanted));
        return messages;
    }

    private List<Rows> removals(Set<Long> wanted) {
        List<Update> removals = membership.removals().stream()
                .filter(removal ->
                        wanted.contains(Digests.ofName(removal.subject().name())))
                .toList();
        List<Rows> messages = new ArrayList<>();
        int perMessage = MAX_ROWS_BYTES / REMOVAL_BYTES;
        for (int from = 0; from < removals.size(); from += perMessage)
            messages.add(new Rows(List.of(), removals.subList(from, Math.min(from + perMessage, removals.size()))));
        return messages;
    }
}
