package io.hearsay.data;

import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A set of changes: for each replica all up to a count, and single ones above that (a dotted version vector).
 *
 * <p>Bound: a number for each replica that has ever changed the value, and one for each change that came before those
 * in front of it. Immutable; equal sets are equal objects.
 */
public final class DotContext {
    /** Nothing seen. */
    public static final DotContext EMPTY = new DotContext(new TreeMap<>(), new TreeSet<>());

    private final SortedMap<Long, Long> upTo;
    private final NavigableSet<Dot> above;

    private DotContext(SortedMap<Long, Long> upTo, NavigableSet<Dot> above) {
        this.upTo = upTo;
        this.above = above;
    }

    /** All changes up to these counts, and the single ones. */
    static DotContext of(Map<Long, Long> upTo, Collection<Dot> single) {
        TreeMap<Long, Long> vector = new TreeMap<>(upTo);
        TreeSet<Dot> above = new TreeSet<>(single);
        for (Iterator<Dot> dots = above.iterator(); dots.hasNext(); ) { // ascending, so that gaps close in one pass
            Dot dot = dots.next();
            long known = vector.getOrDefault(dot.replica(), 0L);
            if (dot.count() == known + 1) vector.put(dot.replica(), dot.count());
            if (dot.count() <= known + 1) dots.remove();
        }
        return new DotContext(vector, above);
    }

    /** Just these changes. */
    public static DotContext of(Collection<Dot> dots) {
        return of(Collections.emptyMap(), dots);
    }

    /** Whether the change was seen. */
    public boolean contains(Dot dot) {
        return dot.count() <= upTo.getOrDefault(dot.replica(), 0L) || above.contains(dot);
    }

    /** The next change of a replica whose changes so far are all in here. */
    public Dot next(long replica) {
        long known = upTo.getOrDefault(replica, 0L);
        Dot furthest = above.floor(new Dot(replica, Long.MAX_VALUE));
        if (furthest != null && furthest.replica() == replica) known = Math.max(known, furthest.count());
        return new Dot(replica, Math.addExact(known, 1));
    }

    /** What this or the other has seen. */
    public DotContext merge(DotContext other) {
        TreeMap<Long, Long> vector = new TreeMap<>(upTo);
        other.upTo.forEach((replica, count) -> vector.merge(replica, count, Math::max));
        TreeSet<Dot> dots = new TreeSet<>(above);
        dots.addAll(other.above);
        return of(vector, dots);
    }

    /** This, and one more. */
    public DotContext with(Dot dot) {
        return merge(of(Collections.singleton(dot)));
    }

    /** For each replica the count up to which all is in here. */
    public SortedMap<Long, Long> upTo() {
        return Collections.unmodifiableSortedMap(upTo);
    }

    /** What is in here beyond that. */
    public SortedSet<Dot> above() {
        return Collections.unmodifiableSortedSet(above);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DotContext context && upTo.equals(context.upTo) && above.equals(context.above);
    }

    @Override
    public int hashCode() {
        return 31 * upTo.hashCode() + above.hashCode();
    }

    @Override
    public String toString() {
        return above.isEmpty() ? upTo.toString() : upTo + " and " + above;
    }
}
