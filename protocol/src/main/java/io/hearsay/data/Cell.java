package io.hearsay.data;

import io.hearsay.NodeId;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a last-writer-wins map holds for one key: a value, or the death certificate of one (Demers 1987, 2).
 *
 * <p>A value that expires turns into a certificate by itself: the same one at every node, whenever each finds it, and
 * without sites. One that is owned does so when its owner's life is over.
 *
 * @param written when the value was written or deleted; decides between cells, and never changes
 * @param value null in a death certificate
 * @param activatedMillis of a certificate: since when it is active, milliseconds since 1970; begins as
 *     {@code written}'s, and is set anew when it is awakened. Of a value: when it expires, 0 if never
 * @param sites of a certificate: who keeps it when it is dormant, by replica; at most {@link #MAX_SITES}
 * @param owner of a value: whose life it lasts for, the one who wrote it; null if it stays
 */
public record Cell(
        Timestamp written,
        @Nullable Bytes value,
        long activatedMillis,
        List<Long> sites,
        @Nullable NodeId owner) implements Crdt<Cell> {
    /** Never written. */
    public static final Cell NEVER = deleted(Timestamp.NEVER, List.of());

    /** The most sites that keep a dormant certificate. */
    public static final int MAX_SITES = 16;

    private static final Comparator<@Nullable NodeId> OWNERS = Comparator.nullsFirst(Comparator.naturalOrder());

    public Cell {
        sites = List.copyOf(sites);
        if (activatedMillis < 0)
            throw new IllegalArgumentException("activated must be 0 or more, was " + activatedMillis);
        if (sites.size() > MAX_SITES)
            throw new IllegalArgumentException("sites must be at most " + MAX_SITES + ", were " + sites.size());
        if (value != null && !sites.isEmpty()) throw new IllegalArgumentException("a value has no sites");
        if (owner != null && (value == null || activatedMillis != 0 || owner.instance() != written.replica()))
            throw new IllegalArgumentException("what is owned is a value that its owner wrote, and does not expire");
    }

    /** A value. */
    public static Cell of(Timestamp written, Bytes value) {
        return expiring(written, value, 0);
    }

    /** A value that expires at this time, milliseconds since 1970; 0: never. */
    public static Cell expiring(Timestamp written, Bytes value, long expiresMillis) {
        return new Cell(written, value, expiresMillis, List.of(), null);
    }

    /** A value that lasts for as long as the life of who writes it. */
    public static Cell owned(Timestamp written, Bytes value, NodeId owner) {
        return new Cell(written, value, 0, List.of(), owner);
    }

    /** A certificate that is active from when it was written. */
    public static Cell deleted(Timestamp written, List<Long> sites) {
        return certificate(written, written.millis(), sites);
    }

    /** A certificate that is active from this time, milliseconds since 1970. */
    public static Cell certificate(Timestamp written, long activatedMillis, List<Long> sites) {
        return new Cell(written, null, activatedMillis, sites, null);
    }

    /** Whether it is a death certificate. */
    public boolean isDeleted() {
        return value == null;
    }

    /** What can be read at this time; null if it was deleted or has expired. */
    public @Nullable Bytes valueAt(long nowMillis) {
        return isExpired(nowMillis) ? null : value;
    }

    private boolean isExpired(long nowMillis) {
        return value != null && activatedMillis != 0 && activatedMillis <= nowMillis;
    }

    /** What it is at this time: a value past its own has become a certificate. */
    Cell at(long nowMillis) {
        return isExpired(nowMillis) ? certificate(written, activatedMillis, sites) : this;
    }

    /**
     * The certificate that it becomes when its owner's life is over. It says nothing of when that was, for nodes learn
     * of it at different moments and are to make the same one.
     */
    Cell ended() {
        return deleted(written, List.of());
    }

    /** The one that stays. */
    @Override
    public Cell merge(Cell other) {
        return other.supersedes(this) ? other : this;
    }

    /** The same certificate, active again from now on; its ordinary timestamp stays, so that re-creations survive. */
    Cell awakened(long nowMillis) {
        return certificate(written, Math.max(nowMillis, activatedMillis), sites);
    }

    /**
     * Whether this one stays where the other one was: it was written later, or is a copy of the same certificate that
     * was activated later. Of what nobody honest makes, two cells under one stamp, a certificate stays, and then the
     * greater value, the greater list of sites or the greater owner.
     */
    boolean supersedes(Cell other) {
        int order = written.compareTo(other.written);
        if (order == 0) order = Boolean.compare(isDeleted(), other.isDeleted());
        if (order == 0) order = Long.compare(activatedMillis, other.activatedMillis);
        if (order == 0 && value != null && other.value != null) order = value.compareTo(other.value);
        if (order == 0) order = compare(sites, other.sites);
        if (order == 0) order = OWNERS.compare(owner, other.owner);
        return order > 0;
    }

    private static int compare(List<Long> a, List<Long> b) {
        int order = Integer.compare(a.size(), b.size());
        for (int i = 0; order == 0 && i < a.size(); i++) order = Long.compare(a.get(i), b.get(i));
        return order;
    }
}
