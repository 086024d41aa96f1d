package io.hearsay.antientropy;

import io.hearsay.antientropy.Marks.Mark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How far the members have taken in what each of them holds, in one scope, as far as this node knows (Golding 1992,
 * 5.2: the summary and the acknowledgement vector).
 *
 * <p>A member is known by its site in all its lives; what it holds by the life that holds it, for a life may lose what
 * the one before it held. Times are readings of the clock of whom they are about, in milliseconds since 1970; they are
 * compared with readings of the same clock only. Bound: {@link Marks#MAX_LIVES} lives and 1,024 sites, of which the
 * oldest go; where more than {@link Marks#MAX_SITES} are waited for, nothing is acknowledged. Not thread-safe.
 */
public final class Watermark {
    /** Nothing has come to be known. */
    private static final long NEVER = -1;

    private static final int MAX_COUNTED = 4 * Marks.MAX_SITES;

    private final long self;

    /** This node has held what that life held at this reading. */
    private final Map<Long, Long> held = new TreeMap<>();

    /** That site has held what everybody held at this reading of theirs. */
    private final Map<Long, Long> acknowledged = new TreeMap<>();

    /** When each of these sites was last there, by this node's own clock. */
    private final Map<Long, Long> counted = new TreeMap<>();

    private long absentBefore;

    /**
     * Nothing is known yet.
     *
     * @param self this node's site
     */
    public Watermark(long self) {
        this.self = self;
    }

    /** Whether this node has held what this life held at that reading. */
    public boolean hasHeld(long life, long millis) {
        return held.getOrDefault(life, NEVER) >= millis;
    }

    /**
     * The reading of each of these lives up to which this node has held what it held; negative if of one it has not.
     */
    public long low(Collection<Long> lives) {
        return lives.stream()
                .mapToLong(life -> held.getOrDefault(life, NEVER))
                .min()
                .orElse(NEVER);
    }

    /**
     * These members are there now, this node not among them: what is not acknowledged by them is not acknowledged.
     *
     * @param absence who has not been there for longer is not waited for any more
     * @param longest and is forgotten after that
     */
    public void count(Collection<Long> sites, long nowMillis, Duration absence, Duration longest) {
        for (long site : sites) counted.put(site, nowMillis);
        counted.values().removeIf(last -> nowMillis - last > longest.toMillis());
        keepLatest(counted, MAX_COUNTED);
        acknowledged.keySet().retainAll(counted.keySet());
        absentBefore = nowMillis - absence.toMillis();
    }

    /**
     * The reading of this node's clock up to which all that are waited for have held what it held; negative if somebody
     * has not said so, or there is nobody else.
     */
    public long acknowledged() {
        List<Long> waitedFor = counted.entrySet().stream()
                .filter(each -> each.getValue() >= absentBefore)
                .map(Map.Entry::getKey)
                .toList();
        if (waitedFor.size() > Marks.MAX_SITES) return NEVER;
        return waitedFor.stream()
                .mapToLong(site -> acknowledged.getOrDefault(site, NEVER))
                .min()
                .orElse(NEVER);
    }

    /** Whether there is somebody who is not waited for any more, and may come back with what is long gone. */
    public boolean hasAbsent() {
        return counted.values().stream().anyMatch(last -> last < absentBefore);
    }

    /** This site does not come back. */
    public void forget(long site) {
        counted.remove(site);
        acknowledged.remove(site);
    }

    /**
     * What to say to who asks.
     *
     * @param life this node's life, and its clock's reading
     * @param low what {@link #low} says of all members' lives, for this node; nothing if negative
     */
    public Marks marks(Mark life, long low) {
        Map<Long, Long> lives = new TreeMap<>(held);
        lives.put(life.of(), life.millis());
        Map<Long, Long> sites = new TreeMap<>(acknowledged);
        if (low >= 0) sites.put(self, low);
        return new Marks(latest(lives, Marks.MAX_LIVES), latest(sites, Marks.MAX_SITES));
    }

    /** All that is known, to be {@link #met} again in another life. */
    public Marks all() {
        return new Marks(latest(held, Marks.MAX_LIVES), latest(acknowledged, Marks.MAX_SITES));
    }

    private static List<Mark> latest(Map<Long, Long> marks, int atMost) {
        List<Mark> all = new ArrayList<>();
        marks.forEach((of, millis) -> all.add(new Mark(of, millis)));
        all.sort(Comparator.comparingLong(Mark::millis).reversed());
        return all.subList(0, Math.min(atMost, all.size()));
    }

    /** This node has held what somebody held who said this: so it has held all that that one had. */
    public void met(Marks marks) {
        for (Mark mark : marks.held()) held.merge(mark.of(), mark.millis(), Math::max);
        for (Mark mark : marks.acknowledged()) {
            if (mark.of() == self) continue;
            acknowledged.merge(mark.of(), mark.millis(), Math::max);
            counted.putIfAbsent(mark.of(), mark.millis()); // whom only others know was there when it said so
        }
        keepLatest(held, Marks.MAX_LIVES);
    }

    private static void keepLatest(Map<Long, Long> marks, int atMost) {
        if (marks.size() <= atMost) return;
        Set<Long> kept = new TreeSet<>();
        for (Mark mark : latest(marks, atMost)) kept.add(mark.of());
        marks.keySet().retainAll(kept);
    }

    /** Forgets all, as this node no longer holds what it held. */
    public void clear() {
        held.clear();
        acknowledged.clear();
        counted.clear();
    }
}
