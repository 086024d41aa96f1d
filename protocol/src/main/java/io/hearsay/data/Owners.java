package io.hearsay.data;

import io.hearsay.NodeId;

/** What a node knows of those who own cells. */
public interface Owners {

    /** What has become of an owner. */
    enum Life {
        /** It counts as a member: what it owns can be read. */
        LIVE,
        /** It was given up and may yet return, or nobody has told of it so far: what it owns is hidden. */
        AWAY,
        /** Nobody speaks of it any more. */
        UNKNOWN,
        /** It left, was forgotten, or a later life of its name has appeared: what it owned is gone. Final. */
        OVER
    }

    /** What has become of this life. */
    Life of(NodeId owner);
}
