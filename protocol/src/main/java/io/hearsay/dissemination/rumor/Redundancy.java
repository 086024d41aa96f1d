package io.hearsay.dissemination.rumor;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts copies by topic.
 *
 * <p>Bound: {@value #MAX_TOPICS} topics; the one of which nothing came for longest is forgotten first.
 */
public final class Redundancy {
    private static final int MAX_TOPICS = 256;

    private final Map<String, TopicCopies> byTopic = new LinkedHashMap<>(16, 0.75f, true);

    /** A first copy came in after so many hops. */
    public void first(String topic, int hops) {
        TopicCopies before = of(topic);
        put(new TopicCopies(topic, before.first() + 1, before.duplicate(), hops, Math.max(hops, before.farthestHop())));
    }

    /** Another copy came in. */
    public void duplicate(String topic) {
        TopicCopies before = of(topic);
        put(new TopicCopies(topic, before.first(), before.duplicate() + 1, before.lastHop(), before.farthestHop()));
    }

    private TopicCopies of(String topic) {
        return byTopic.getOrDefault(topic, new TopicCopies(topic, 0, 0, 0, 0));
    }

    private void put(TopicCopies copies) {
        byTopic.put(copies.topic(), copies);
        if (byTopic.size() <= MAX_TOPICS) return;
        Iterator<String> oldest = byTopic.keySet().iterator();
        oldest.next();
        oldest.remove();
    }

    /** In the order of topics. */
    public List<TopicCopies> snapshot() {
        return byTopic.values().stream()
                .sorted((a, b) -> a.topic().compareTo(b.topic()))
                .toList();
    }
}
