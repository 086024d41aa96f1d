package io.hearsay.membership.phi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says of each subject how suspicious its silence is (Hayashibara et al. 2004).
 *
 * <p>Fed by any traffic: whatever comes from a subject is an arrival. News of a subject by way of others should count
 * once, when it is new; heard again it would make the window believe in a subject that talks all the time.
 *
 * <p>Promises: phi never falls while nothing is heard; a subject never heard is not suspected. Bound: as
 * {@link PhiConfig} says. Not thread-safe; the caller's clock is monotonic, in nanoseconds.
 *
 * @param <K> what names a subject; its {@code equals} decides
 */
public final class PhiDetector<K> {
    private final PhiConfig config;
    private final Map<K, Arrivals> subjects = new LinkedHashMap<>(); // the longest silent first
    private final Set<K> suspected = new HashSet<>(); // asked only whether it contains somebody
    private boolean hasInterpreted;
    private long lastInterpretedNanos;
    private long graceUntilNanos;

    /**
     * What is known of one subject.
     *
     * @param phi now
     * @param silentNanos since it was heard last
     * @param meanNanos of the intervals in the window
     * @param sigmaNanos their standard deviation, not below the floor
     * @param intervals how many there are, the made-up first one included
     */
    public record Level(double phi, long silentNanos, double meanNanos, double sigmaNanos, int intervals) {}

    /** Knows nobody. */
    public PhiDetector(PhiConfig config) {
        this.config = config;
    }

    /** Something came from the subject; true if it was suspected and is not any more. */
    public boolean heard(K subject, long nowNanos) {
        Arrivals known = subjects.remove(subject);
        if (known != null) known.heard(nowNanos);
        else if (subjects.size() >= config.subjects()) forgetOne();
        subjects.put(subject, known != null ? known : new Arrivals(config, nowNanos));
        return suspected.remove(subject);
    }

    private void forgetOne() {
        Iterator<K> longestSilent = subjects.keySet().iterator();
        suspected.remove(longestSilent.next());
        longestSilent.remove();
    }

    /** The subject is gone or starts anew: its window is dropped. */
    public void forget(K subject) {
        subjects.remove(subject);
        suspected.remove(subject);
    }

    /**
     * Who is suspected from now on: each once, until it is heard again. To be called regularly; a long time since the
     * last call is a pause of this node itself, in which it could not hear.
     *
     * @return the longest silent first
     */
    public List<K> interpret(long nowNanos) {
        List<K> found = new ArrayList<>();
        if (isInGrace(nowNanos)) return found;
        subjects.forEach((subject, arrivals) -> {
            if (!suspected.contains(subject) && arrivals.phi(nowNanos) > config.threshold()) found.add(subject);
        });
        suspected.addAll(found);
        return found;
    }

    private boolean isInGrace(long nowNanos) {
        long tolerance = config.ownPause().toNanos();
        if (tolerance > 0 && hasInterpreted && nowNanos - lastInterpretedNanos > tolerance)
            graceUntilNanos = nowNanos + tolerance;
        else if (!hasInterpreted) graceUntilNanos = nowNanos;
        hasInterpreted = true;
        lastInterpretedNanos = nowNanos;
        return nowNanos - graceUntilNanos < 0;
    }

    /** Whether the subject is suspected, as the last {@link #interpret} has it. */
    public boolean isSuspected(K subject) {
        return suspected.contains(subject);
    }

    /** How suspicious the subject's silence is now; empty if it was never heard or is forgotten. */
    public Optional<Level> level(K subject, long nowNanos) {
        return Optional.ofNullable(subjects.get(subject)).map(arrivals -> level(arrivals, nowNanos));
    }

    private static Level level(Arrivals arrivals, long nowNanos) {
        return new Level(
                arrivals.phi(nowNanos),
                Math.max(0, nowNanos - arrivals.lastNanos()),
                arrivals.meanNanos(),
                arrivals.sigmaNanos(),
                arrivals.count());
    }

    /** How many subjects are watched. */
    public int size() {
        return subjects.size();
    }
}
