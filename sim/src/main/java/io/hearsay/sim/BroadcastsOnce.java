package io.hearsay.sim;

import io.hearsay.Event;
import io.hearsay.dissemination.plumtree.MessageId;
import io.hearsay.dissemination.plumtree.PlumtreeEvent.Delivered;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** No process delivers a broadcast twice, its origin included. */
public final class BroadcastsOnce implements Invariant {
    private final Map<SimNode, Set<MessageId>> delivered = new HashMap<>();

    @Override
    public String name() {
        return "broadcasts-once";
    }

    /** How many different ones this life of the node has delivered. */
    public int count(SimNode node) {
        Set<MessageId> ids = delivered.get(node);
        return ids == null ? 0 : ids.size();
    }

    @Override
    public void started(SimNode node) {
        delivered.remove(node);
    }

    @Override
    public void emitted(SimNode node, Event event) {
        if (!(event instanceof Delivered news)) return;
        if (!delivered.computeIfAbsent(node, any -> new HashSet<>()).add(news.id()))
            node.world().violated(this, node, "delivered " + news.id() + " twice");
    }
}
