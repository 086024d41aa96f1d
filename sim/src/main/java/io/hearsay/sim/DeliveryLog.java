package io.hearsay.sim;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.Topic;
import io.hearsay.cluster.TopicGap;
import io.hearsay.cluster.TopicListener;
import io.hearsay.cluster.TopicMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each life of each node was given of one topic, and whether that is what the topic's contract promises.
 *
 * <p>Whoever takes part joins, publishes through the log, and at the end each checker answers the violations it finds,
 * in words; none is an empty list. The checkers know nothing of how order is kept: they read the logs.
 */
public final class DeliveryLog {
    private final List<Part> parts = new ArrayList<>();
    private final Map<Id, Integer> published = new LinkedHashMap<>();

    /** An event: the process that published it, and its how-manieth it is in this topic. */
    public record Id(long publisher, long number) {
        @Override
        public String toString() {
            return Long.toHexString(publisher) + "/" + number;
        }
    }

    /** A line of a log: an event, or a run of events that are named as missing. */
    private record Line(long publisher, long first, long last, boolean isEvent) {}

    /** One life of a node: what it published, and was given. */
    public final class Part implements TopicListener {
        private final String name;
        private final long self;
        private final Topic topic;
        private final int publishedBefore;
        private final List<Line> lines = new ArrayList<>();
        private long numbers;
        private boolean isGone;

        private Part(Cluster node, Topic topic) {
            this.name = node.self().name();
            this.self = node.self().id().instance();
            this.topic = topic;
            this.publishedBefore = published.size();
        }

        /** Publishes the next event; what was heard here before is its past. */
        public void publish() {
            published.put(new Id(self, ++numbers), lines.size());
            topic.publish(Long.toString(numbers).getBytes(US_ASCII));
        }

        /** This life has ended: it owes nothing any more. */
        public void gone() {
            isGone = true;
        }

        /** How many events it has heard. */
        public long heard() {
            return lines.stream().filter(Line::isEvent).count();
        }

        @Override
        public void heard(TopicMessage message) {
            record(message.origin(), Long.parseLong(new String(message.payload(), US_ASCII)));
        }

        /** Writes down an event. */
        void record(long publisher, long number) {
            lines.add(new Line(publisher, number, number, true));
        }

        @Override
        public void gap(TopicGap gap) {
            lines.add(new Line(gap.origin(), gap.first(), gap.last(), false));
        }
    }

    /** A life of a node takes part from now on, before it publishes or hears anything of the topic. */
    public Part join(Cluster node, Topic topic) {
        Part part = new Part(node, topic);
        parts.add(part);
        topic.follow(part);
        return part;
    }

    /** Those that take part now, or did. */
    public List<Part> parts() {
        return List.copyOf(parts);
    }

    // Checkers

    /** Nothing twice, and nothing that nobody has published. */
    public List<String> checkOnce() {
        List<String> violations = new ArrayList<>();
        for (Part part : parts) {
            Set<Id> heard = new LinkedHashSet<>();
            for (Line line : part.lines) {
                if (!line.isEvent()) continue;
                Id id = new Id(line.publisher(), line.first());
                if (!published.containsKey(id)) violations.add(part.name + " heard " + id + ", which nobody published");
                if (!heard.add(id)) violations.add(part.name + " heard " + id + " twice");
            }
        }
        return violations;
    }

    /**
     * Once, and: what any life that is still up has heard, every life that is still up and was there when it was
     * published has heard as well, or was told that it has missed it. Ask when the network has been well for a while.
     */
    public List<String> checkEventual() {
        List<String> violations = checkOnce();
        List<Id> inOrder = List.copyOf(published.keySet());
        for (Id id : heardByThoseThatAreUp())
            for (Part part : parts) {
                boolean owes = !part.isGone && inOrder.indexOf(id) >= part.publishedBefore;
                if (owes && !isSettled(part.lines, id)) violations.add(part.name + " never heard " + id);
            }
        return violations;
    }

    private Set<Id> heardByThoseThatAreUp() {
        Set<Id> heard = new LinkedHashSet<>();
        for (Part part : parts)
            if (!part.isGone)
                for (Line line : part.lines) if (line.isEvent()) heard.add(new Id(line.publisher(), line.first()));
        return heard;
    }

    private static boolean isSettled(List<Line> lines, Id id) {
        return lines.stream()
                .anyMatch(line -> line.publisher() == id.publisher()
                        && line.first() <= id.number()
                        && id.number() <= line.last());
    }

    /** Eventual, and: each publisher's events in its order, and what is skipped is named before what follows it. */
    public List<String> checkFifo() {
        List<String> violations = checkEventual();
        for (Part part : parts) {
            Map<Long, Long> settled = new LinkedHashMap<>();
            for (Line line : part.lines) {
                long before = settled.getOrDefault(line.publisher(), 0L);
                if (line.first() != before + 1)
                    violations.add(part.name + " was given " + line + " after number " + before);
                settled.merge(line.publisher(), line.last(), Math::max);
            }
        }
        return violations;
    }

    /**
     * FIFO, and: nothing before what its publisher had heard when it published it, unless that was named as missing.
     */
    public List<String> checkCausal() {
        List<String> violations = checkFifo();
        Map<Long, Part> byProcess = new LinkedHashMap<>();
        for (Part part : parts) byProcess.put(part.self, part);
        for (Part part : parts) {
            Map<Long, Long> settled = new LinkedHashMap<>();
            for (Line line : part.lines) {
                Part publisher = byProcess.get(line.publisher());
                Integer pastLines = published.get(new Id(line.publisher(), line.first()));
                if (line.isEvent() && publisher != null && pastLines != null)
                    for (Line cause : publisher.lines.subList(0, pastLines))
                        if (cause.isEvent() && settled.getOrDefault(cause.publisher(), 0L) < cause.first())
                            violations.add(part.name + " was given " + line + " before its cause " + cause);
                settled.merge(line.publisher(), line.last(), Math::max);
            }
        }
        return violations;
    }
}
