package io.hearsay.data.map;

import io.hearsay.NodeId;
import io.hearsay.data.Acknowledged;
import io.hearsay.data.Owners;
import java.util.List;
import java.util.SortedMap;

/** Who this node is, and who else there is, as far as maps need to know. */
public interface Company extends Owners {

    /** This node in this life of it; its instance never changes, its epoch may rise. */
    NodeId self();

    /** This node's number in all its lives. */
    long site();

    /** What this node's operator says of it: it holds the maps whose rules they meet. */
    SortedMap<String, String> tags();

    /** Chooses, at a delete in a map of this rule, who of those that hold it is to remember it longest. */
    List<Long> sites(MapRule rule);

    /** What is known of how far those that hold maps of this rule have taken in what this node holds. */
    Acknowledged acknowledged(MapRule rule);
}
