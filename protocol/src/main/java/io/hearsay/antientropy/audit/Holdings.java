package io.hearsay.antientropy.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is audited: items, and the data that each of them was the hash of when they were written. */
public interface Holdings {

    /** How many items there are. */
    long count();

    /** The names of what is audited by itself, as not everybody holds it. */
    List<String> scopes();

    /** The first items of a scope from this one on, ascending as unsigned numbers; none if it is not held here. */
    long[] items(String scope, long from, int atMost);

    /** The entry of an item as its data are in memory now, encoded anew; null if there is none. */
    byte @Nullable [] reread(long item);

    /** The item that these bytes are the entry of. */
    long item(byte[] entry);

    /** What users call the entry of an item that is here. */
    String name(long item);

    /**
     * Puts an entry in the place of data that have rotted; not by a merge, for they are of one version.
     *
     * @param entry that hashes to the item
     * @return false if that cannot be, as the item's place is not the entry's
     */
    boolean heal(long item, byte[] entry);
}
