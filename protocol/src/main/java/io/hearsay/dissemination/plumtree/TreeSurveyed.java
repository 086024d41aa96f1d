package io.hearsay.dissemination.plumtree;

import io.hearsay.Event;
import io.hearsay.Peer;
import java.util.List;

/**
 * A tree as its nodes described it, each at a moment of its own.
 *
 * @param number as {@link Survey#take} has answered it
 * @param nodes those that answered, the asker first, others in the order in which they were found
 * @param silent those that were named by others and did not answer
 */
public record TreeSurveyed(long number, List<Place> nodes, List<Peer> silent) implements Event {

    /**
     * One node in the tree.
     *
     * @param eager whom it sends to at once
     * @param lazy to whom it only announces
     */
    public record Place(Peer peer, String name, List<Peer> eager, List<Peer> lazy) {}

    public TreeSurveyed {
        nodes = List.copyOf(nodes);
        silent = List.copyOf(silent);
    }
}
