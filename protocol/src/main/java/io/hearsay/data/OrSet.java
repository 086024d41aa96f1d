package io.hearsay.data;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A set whose removals take away the additions that were seen: of an addition and a removal that did not know of each
 * other, the addition wins.
 */
public final class OrSet implements Causal<OrSet> {
    /** No elements. */
    public static final OrSet EMPTY = new OrSet(DotMap.empty(), DotContext.EMPTY);

    private final DotMap<Bytes> store;
    private final DotContext context;

    OrSet(DotMap<Bytes> store, DotContext context) {
        this.store = store;
        this.context = context;
    }

    /** Whether it is in here. */
    public boolean contains(Bytes element) {
        return store.get(element) != null;
    }

    /** All elements, in order; unmodifiable. */
    public SortedSet<Bytes> elements() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(store.stores().keySet()));
    }

    /** The change that adds an element; it replaces the additions of it that were seen. */
    public OrSet add(long replica, Bytes element) {
        Dot dot = context.next(replica);
        return new OrSet(
                DotMap.of(element, DotFun.of(dot, Bytes.EMPTY)),
                additions(element).with(dot));
    }

    /** The change that removes an element, as far as it was seen. */
    public OrSet remove(Bytes element) {
        return new OrSet(DotMap.empty(), additions(element));
    }

    private DotContext additions(Bytes element) {
        return store.get(element) instanceof DotFun dots ? dots.dots() : DotContext.EMPTY;
    }

    @Override
    public OrSet merge(OrSet other) {
        return new OrSet(store.merge(context, other.store, other.context), context.merge(other.context));
    }

    @Override
    public DotContext context() {
        return context;
    }

    DotMap<Bytes> store() {
        return store;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OrSet that && store.equals(that.store) && context.equals(that.context);
    }

    @Override
    public int hashCode() {
        return 31 * store.hashCode() + context.hashCode();
    }

    @Override
    public String toString() {
        return "OrSet" + elements();
    }
}
