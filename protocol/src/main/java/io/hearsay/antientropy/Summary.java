package io.hearsay.antientropy;

import org.jspecify.annotations.Nullable;

/** Something about a set of items that every write keeps current. */
public interface Summary {

    /**
     * An item that was not in the set is now.
     *
     * @param entry what it stands for, for a summary that remembers it; null if nobody is to
     */
    void add(long item, @Nullable Object entry);

    /** The same, and nobody is to remember what it stands for. */
    default void add(long item) {
        add(item, null);
    }

    /** An item that was in the set is no longer. */
    void remove(long item);
}
