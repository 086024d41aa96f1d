package io.hearsay.data;

import java.util.function.Consumer;

/** What a {@link Causal} value holds, by the changes that put it there. Immutable. */
sealed interface DotStore permits DotFun, DotMap {

    /**
     * What both hold, and what one holds that the other has not seen (so it was not removed there).
     *
     * @param theirs of the same shape as this
     */
    DotStore merge(DotContext seen, DotStore theirs, DotContext seenByThem);

    /** Whether it holds nothing. */
    boolean isEmpty();

    /** Tells all changes that it holds something of. */
    void forEachDot(Consumer<Dot> action);
}
