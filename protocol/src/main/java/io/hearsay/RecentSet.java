package io.hearsay;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Remembers the last so many things it was shown; older ones are forgotten, and are then new again.
 *
 * <p>Bound: {@code capacity} elements, the one shown first goes first. Not thread-safe.
 */
public final class RecentSet<E> {
    private final int capacity;
    private final Set<E> elements = new LinkedHashSet<>();

    /**
     * Creates an empty set.
     *
     * @param capacity how many elements it remembers, 1 or more
     */
    public RecentSet(int capacity) {
        if (capacity < 1) throw new IllegalArgumentException("capacity must be 1 or more, was " + capacity);
        this.capacity = capacity;
    }

    /** Remembers the element; false if it was remembered already. */
    public boolean add(E element) {
        if (!elements.add(element)) return false;
        if (elements.size() > capacity) {
            Iterator<E> oldest = elements.iterator();
            oldest.next();
            oldest.remove();
        }
        return true;
    }

    /** Whether the element is remembered. */
    public boolean contains(E element) {
        return elements.contains(element);
    }

    /** How many elements are remembered. */
    public int size() {
        return elements.size();
    }
}
