package io.hearsay.data;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A set from which elements can be removed once and for ever: what was removed never comes back.
 *
 * @param added all that was ever added
 * @param removed all that was ever removed
 */
public record TwoPhaseSet(GSet added, GSet removed) implements Crdt<TwoPhaseSet> {
    /** No elements. */
    public static final TwoPhaseSet EMPTY = new TwoPhaseSet(GSet.EMPTY, GSet.EMPTY);

    /** The change that adds an element, unless it was ever removed. */
    public TwoPhaseSet add(Bytes element) {
        return new TwoPhaseSet(GSet.EMPTY.add(element), GSet.EMPTY);
    }

    /** The change that removes an element for ever, also where it is yet to be added. */
    public TwoPhaseSet remove(Bytes element) {
        return new TwoPhaseSet(GSet.EMPTY, GSet.EMPTY.add(element));
    }

    /** Whether it is in here. */
    public boolean contains(Bytes element) {
        return added.contains(element) && !removed.contains(element);
    }

    /** All elements, in order; a copy. */
    public SortedSet<Bytes> elements() {
        TreeSet<Bytes> elements = new TreeSet<>(added.elements());
        elements.removeAll(removed.elements());
        return elements;
    }

    @Override
    public TwoPhaseSet merge(TwoPhaseSet other) {
        return new TwoPhaseSet(added.merge(other.added), removed.merge(other.removed));
    }
}
