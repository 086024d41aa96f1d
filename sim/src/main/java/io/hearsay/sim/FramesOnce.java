package io.hearsay.sim;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A datagram that comes twice is taken in once: its copy is a replay, whoever made it. */
public final class FramesOnce implements Invariant {
    private final Map<SimNode, Set<Long>> taken = new HashMap<>();

    @Override
    public String name() {
        return "frames-once";
    }

    @Override
    public void started(SimNode node) {
        taken.remove(node);
    }

    @Override
    public void doubledHandled(SimNode node, long number, int messages) {
        if (messages == 0 || taken.computeIfAbsent(node, any -> new HashSet<>()).add(number)) return;
        node.world().violated(this, node, "took a datagram in twice, with " + messages + " messages");
    }
}
