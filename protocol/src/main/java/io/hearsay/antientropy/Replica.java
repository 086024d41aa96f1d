package io.hearsay.antientropy;

import io.hearsay.Peer;
import io.hearsay.wire.MalformedMessageException;
import org.jspecify.annotations.Nullable;

/** Who has the entries that items stand for. Called by handlers, so neither method may take long. */
public interface Replica {

    /** The largest entry, in bytes; what is larger is refused where it is written. */
    int MAX_ENTRY_BYTES = 15 * 1024;

    /** The entry of this item, encoded, at most {@link #MAX_ENTRY_BYTES}; null if it is not, or no longer, here. */
    byte @Nullable [] entry(long item);

    /**
     * Merges an entry that a peer has sent; false if it was refused: it is still not here, nor anything in its place.
     *
     * @throws MalformedMessageException if it is none
     */
    boolean merge(Peer from, byte[] entry);
}
