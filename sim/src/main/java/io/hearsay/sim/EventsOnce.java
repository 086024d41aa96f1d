package io.hearsay.sim;

import io.hearsay.Event;
import io.hearsay.dissemination.rumor.Heard;
import io.hearsay.dissemination.rumor.RumorId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** No process hears a published event twice, its publisher included. */
public final class EventsOnce implements Invariant {
    private final Map<SimNode, Set<RumorId>> heard = new HashMap<>();

    @Override
    public String name() {
        return "events-once";
    }

    @Override
    public void started(SimNode node) {
        heard.remove(node);
    }

    @Override
    public void emitted(SimNode node, Event event) {
        if (!(event instanceof Heard news)) return;
        RumorId id = news.rumor().id();
        if (!heard.computeIfAbsent(node, any -> new HashSet<>()).add(id))
            node.world().violated(this, node, "heard " + id + " twice");
    }
}
