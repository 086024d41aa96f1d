package io.hearsay.node;

import io.hearsay.dissemination.rumor.TopicCopies;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies by topic, as {@code hearsay.topic.*}: the first {@value #MAX_TOPICS} topics of a process's life, for each is a
 * time series of its own for ever.
 */
final class TopicMeters {
    private static final int MAX_TOPICS = 64;

    private final MeterRegistry registry;
    private final Tags tags;
    private final Map<String, Shown> shown = new LinkedHashMap<>();
    private final List<Meter> meters = new ArrayList<>();

    /** The last figures of one topic; read by whoever reads the registry. */
    private static final class Shown {
        volatile TopicCopies copies;

        Shown(TopicCopies copies) {
            this.copies = copies;
        }
    }

    TopicMeters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    /** Shows these figures from now on. */
    synchronized void show(List<TopicCopies> copies) {
        for (TopicCopies topic : copies) {
            Shown last = shown.get(topic.topic());
            if (last != null) last.copies = topic;
            else if (shown.size() < MAX_TOPICS) add(topic);
        }
    }

    private void add(TopicCopies topic) {
        Shown last = new Shown(topic);
        shown.put(topic.topic(), last);
        Tags own = tags.and("topic", topic.topic());
        meters.add(FunctionCounter.builder("hearsay.topic.copies", last, seen -> seen.copies.first())
                .tags(own.and("copy", "first"))
                .register(registry));
        meters.add(FunctionCounter.builder("hearsay.topic.copies", last, seen -> seen.copies.duplicate())
                .tags(own.and("copy", "duplicate"))
                .register(registry));
        meters.add(Gauge.builder("hearsay.topic.farthest.hop", last, seen -> seen.copies.farthestHop())
                .tags(own)
                .register(registry));
    }

    /** Takes them out of the registry again. */
    synchronized void remove() {
        for (Meter meter : meters) registry.remove(meter);
    }
}
