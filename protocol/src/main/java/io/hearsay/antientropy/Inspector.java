package io.hearsay.antientropy;

import io.hearsay.wire.MalformedMessageException;

/** Looks at what a session finds when nothing is to be exchanged. Called by handlers, so neither method takes long. */
public interface Inspector {

    /** Only this node has this item. */
    void ours(long item);

    /**
     * The other side has this entry, and this node does not have it as it is.
     *
     * @throws MalformedMessageException if it is none
     */
    void theirs(byte[] entry);
}
