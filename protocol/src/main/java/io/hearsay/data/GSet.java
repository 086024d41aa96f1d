package io.hearsay.data;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** A set that only grows. */
public final class GSet implements Crdt<GSet> {
    /** No elements. */
    public static final GSet EMPTY = new GSet(new TreeSet<>());

    private final SortedSet<Bytes> elements;

    private GSet(SortedSet<Bytes> elements) {
        this.elements = elements;
    }

    /** These elements; also the change that adds them. */
    public static GSet of(Collection<Bytes> elements) {
        return new GSet(new TreeSet<>(elements));
    }

    /** The change that adds an element. */
    public GSet add(Bytes element) {
        return of(Collections.singleton(element));
    }

    /** Whether it is in here. */
    public boolean contains(Bytes element) {
        return elements.contains(element);
    }

    /** All elements, in order; unmodifiable. */
    public SortedSet<Bytes> elements() {
        return Collections.unmodifiableSortedSet(elements);
    }

    @Override
    public GSet merge(GSet other) {
        TreeSet<Bytes> merged = new TreeSet<>(elements);
        merged.addAll(other.elements);
        return new GSet(merged);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GSet set && elements.equals(set.elements);
    }

    @Override
    public int hashCode() {
        return elements.hashCode();
    }

    @Override
    public String toString() {
        return "GSet" + elements;
    }
}
