package io.hearsay.data.map;

import io.hearsay.NodeId;
import io.hearsay.data.Owners;
import java.util.List;

/** Who this node is, and who else there is, as far as maps need to know. */
public interface Company extends Owners {

    /** This node in this life of it; its instance never changes, its epoch may rise. */
    NodeId self();

    /** This node's number in all its lives. */
    long site();

    /** Chooses, at a delete, who is to remember it longest. */
    List<Long> sites();
}
