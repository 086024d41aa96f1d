package io.hearsay.antientropy;

/** Something about a set of items that every write keeps current. */
public interface Summary {

    /** An item that was not in the set is now. */
    void add(long item);

    /** An item that was in the set is no longer. */
    void remove(long item);
}
