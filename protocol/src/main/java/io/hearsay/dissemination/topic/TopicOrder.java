package io.hearsay.dissemination.topic;

import io.hearsay.dissemination.topic.Stamp.Mark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One ordered topic: of each publisher how far it is delivered, and what waits.
 *
 * <p>How it works: an event is next when the one before it of its publisher is settled (delivered or given up), and so
 * is its past. Whatever is settled may make others next; these are looked for among the publishers of whom something
 * waits.
 */
final class TopicOrder {
    /** Where events and gaps go, in order. */
    interface Outlet {
        void deliver(Held held);

        void gap(long publisher, long first, long last);
    }

    /** One publisher's events in this topic: all before {@code next} are settled. */
    private static final class Line {
        long next = 1;
        long touchedNanos;
        final TreeMap<Long, Held> waiting = new TreeMap<>();
    }

    private final Outlet outlet;
    private final Map<Long, Line> lines = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<Long> blocked = new LinkedHashSet<>();

    TopicOrder(Outlet outlet) {
        this.outlet = outlet;
    }

    int publishers() {
        return lines.size();
    }

    /** Takes an event in, and delivers what is next; false if it was given up before. */
    boolean take(Held held) {
        Line line = line(held.event.publisher());
        if (held.stamp.number() < line.next) return false;
        line.waiting.put(held.stamp.number(), held);
        blocked.add(held.event.publisher());
        deliverNext();
        return true;
    }

    private Line line(long publisher) {
        return lines.computeIfAbsent(publisher, first -> new Line());
    }

    private void deliverNext() {
        boolean goesOn = true;
        while (goesOn) {
            goesOn = false;
            for (long publisher : new ArrayList<>(blocked)) goesOn |= deliverNextOf(publisher);
        }
    }

    private boolean deliverNextOf(long publisher) {
        Line line = line(publisher);
        boolean any = false;
        for (Held first = first(line); first != null && isNext(first, line); first = first(line)) {
            deliver(first, line);
            any = true;
        }
        if (line.waiting.isEmpty()) blocked.remove(publisher);
        return any;
    }

    private static @Nullable Held first(Line line) {
        return line.waiting.isEmpty() ? null : line.waiting.firstEntry().getValue();
    }

    private boolean isNext(Held held, Line line) {
        if (held.stamp.number() != line.next) return false;
        for (Mark mark : held.stamp.past()) if (!isSettled(mark)) return false;
        return true;
    }

    private boolean isSettled(Mark mark) {
        Line line = lines.get(mark.publisher());
        return line != null && mark.number() < line.next;
    }

    private void deliver(Held held, Line line) {
        line.waiting.remove(held.stamp.number());
        line.next = held.stamp.number() + 1;
        line.touchedNanos = held.sinceNanos;
        outlet.deliver(held);
    }

    /** Waits no longer for what should come before an event: gives up what is missing, and delivers. */
    void force(Held held) {
        forceAlone(held);
        deliverNext();
    }

    private void forceAlone(Held held) {
        Line line = line(held.event.publisher());
        long number = held.stamp.number();
        if (line.waiting.get(number) != held) return;
        settle(held.event.publisher(), number - 1);
        line.waiting.remove(number); // a past that names this very event, which a liar may send, ends here
        for (Mark mark : held.stamp.past()) settle(mark.publisher(), mark.number());
        if (number >= line.next) deliver(held, line);
    }

    /** Delivers what waits up to this number and gives up what does not. */
    private void settle(long publisher, long upTo) {
        Line line = line(publisher);
        for (Held earlier : new ArrayList<>(line.waiting.headMap(upTo, true).values())) forceAlone(earlier);
        if (line.next > upTo) return;
        long first = line.next;
        line.next = upTo + 1;
        outlet.gap(publisher, first, upTo);
    }

    /** All that waits, of each publisher in its order. */
    List<Held> waiting() {
        List<Held> waiting = new ArrayList<>();
        for (long publisher : blocked) waiting.addAll(line(publisher).waiting.values());
        return waiting;
    }

    /** Of each publisher but this one the latest event delivered, as far as it is not older than that. */
    List<Mark> past(long self, long sinceNanos) {
        List<Mark> past = new ArrayList<>();
        lines.forEach((publisher, line) -> {
            if (publisher != self && line.next > 1 && line.touchedNanos - sinceNanos >= 0)
                past.add(new Mark(publisher, line.next - 1));
        });
        return past;
    }

    /** Forgets the publisher that was silent for longest, of whom nothing waits; false if there is none. */
    boolean forgetOne() {
        for (Long publisher : lines.keySet())
            if (!blocked.contains(publisher)) {
                lines.remove(publisher);
                return true;
            }
        return false;
    }
}
