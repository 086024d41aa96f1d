package io.hearsay.antientropy.audit;

import io.hearsay.Peer;
import org.jspecify.annotations.Nullable;

/**
 * An entry whose data are not what they were when it was written.
 *
 * @param item its hash as it was written
 * @param entry what users call it
 * @param peer whose copy it is; null if it is this node's own
 */
public record Finding(long item, String entry, @Nullable Peer peer, Outcome outcome) {

    /** What became of it. */
    public enum Outcome {
        /** A right copy of a peer stands here now. */
        HEALED,
        /** It was written anew before a copy came. */
        OVERWRITTEN,
        /** No peer that was asked had a right copy; it stands here as it is, and is not handed on. */
        UNHEALED,
        /** It is another node's, which repairs itself if it is honest. */
        NAMED
    }
}
