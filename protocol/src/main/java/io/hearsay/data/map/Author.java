package io.hearsay.data.map;

import io.hearsay.NodeId;
import io.hearsay.data.Timestamp;
import java.util.List;

/** Who writes here and now, for changes that say so. */
public interface Author {

    /** Who this node is in this life of it. */
    NodeId id();

    /** This process's number. */
    default long replica() {
        return id().instance();
    }

    /** Later than all it has written or seen. */
    Timestamp stamp();

    /** What this host believes the time of day is. */
    long nowMillis();

    /** Who is to keep the memory of a delete when all others have dropped it. */
    List<Long> sites();
}
