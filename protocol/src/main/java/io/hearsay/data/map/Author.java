package io.hearsay.data.map;

import io.hearsay.data.Timestamp;
import java.util.List;

/** Who writes here and now, for changes that say so. */
public interface Author {

    /** This process's number. */
    long replica();

    /** Later than all it has written or seen. */
    Timestamp stamp();

    /** What this host believes the time of day is. */
    long nowMillis();

    /** Who is to keep the memory of a delete when all others have dropped it. */
    List<Long> sites();
}
