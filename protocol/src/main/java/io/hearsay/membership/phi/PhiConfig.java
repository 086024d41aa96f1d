package io.hearsay.membership.phi;

import java.time.Duration;

/**
 * When a silence is suspicious.
 *
 * @param form of the tail
 * @param threshold phi above which a subject is suspected, above 0, at most 1,000. More of it: fewer wrong suspicions,
 *     later right ones
 * @param window how many intervals are remembered of each subject, 1..100,000, default 1,000 (paper); 8 bytes each
 * @param intervals what goes into the window
 * @param acceptablePause added to the mean, 0 or more: silence that is never held against a subject
 * @param ownPause how long this node may have been absent itself; after more than that nobody is suspected for so long.
 *     0: no such grace
 * @param subjects how many are watched, at most 1,000,000, default 65,536. The one silent for longest is forgotten
 *     first
 */
public record PhiConfig(
        PhiForm form,
        double threshold,
        int window,
        Intervals intervals,
        Duration acceptablePause,
        Duration ownPause,
        int subjects) {

    /**
     * What goes into a window.
     *
     * @param first the made-up interval with which a window begins; until more is known it alone decides
     * @param most longer ones are not remembered: after a crash and return they would make the detector patient
     * @param leastSigma floor of the standard deviation; without it a subject as regular as a clock is suspected the
     *     moment it is late
     */
    public record Intervals(Duration first, Duration most, Duration leastSigma) {
        public Intervals {
            check("first interval", first, Duration.ofMillis(1));
            check("longest interval", most, first);
            check("least sigma", leastSigma, Duration.ofNanos(1_000));
        }
    }

    public PhiConfig {
        if (!(threshold > 0 && threshold <= 1000))
            throw new IllegalArgumentException("threshold must be above 0 and at most 1000, was " + threshold);
        check("window", window, 100_000);
        check("acceptablePause", acceptablePause, Duration.ZERO);
        check("ownPause", ownPause, Duration.ZERO);
        check("subjects", subjects, 1_000_000);
    }

    /** The paper's: normal, for something said about once in {@code interval}. */
    public static PhiConfig paper(Duration interval) {
        return new PhiConfig(
                PhiForm.NORMAL,
                8,
                1000,
                new Intervals(interval, interval.multipliedBy(10), interval.dividedBy(10)),
                Duration.ZERO,
                interval.multipliedBy(5),
                65_536);
    }

    /** Cassandra's, whose rounds take a second; with the two seconds that 5.0 meant as the longest interval. */
    public static PhiConfig cassandra() {
        Duration two = Duration.ofSeconds(2);
        return new PhiConfig(
                PhiForm.EXPONENTIAL,
                8,
                1000,
                new Intervals(two, two, Duration.ofMillis(1)),
                Duration.ZERO,
                Duration.ofSeconds(5),
                65_536);
    }

    /** Akka's, whose heartbeats come each second: logistic, sigma at least 100 ms, three seconds accepted. */
    public static PhiConfig akka() {
        return new PhiConfig(
                PhiForm.LOGISTIC,
                8,
                1000,
                new Intervals(Duration.ofSeconds(1), Duration.ofDays(1), Duration.ofMillis(100)),
                Duration.ofSeconds(3),
                Duration.ZERO,
                65_536);
    }

    /** The same with another threshold. */
    public PhiConfig withThreshold(double other) {
        return new PhiConfig(form, other, window, intervals, acceptablePause, ownPause, subjects);
    }

    /** The same with another window. */
    public PhiConfig withWindow(int other) {
        return new PhiConfig(form, threshold, other, intervals, acceptablePause, ownPause, subjects);
    }

    /** The same with other intervals. */
    public PhiConfig withIntervals(Intervals other) {
        return new PhiConfig(form, threshold, window, other, acceptablePause, ownPause, subjects);
    }

    /** The same with another form. */
    public PhiConfig withForm(PhiForm other) {
        return new PhiConfig(other, threshold, window, intervals, acceptablePause, ownPause, subjects);
    }

    /** The same with another accepted pause. */
    public PhiConfig withAcceptablePause(Duration other) {
        return new PhiConfig(form, threshold, window, intervals, other, ownPause, subjects);
    }

    /** The same with another number of subjects. */
    public PhiConfig withSubjects(int other) {
        return new PhiConfig(form, threshold, window, intervals, acceptablePause, ownPause, other);
    }

    private static void check(String what, int value, int most) {
        if (value < 1 || value > most)
            throw new IllegalArgumentException(what + " must be 1.." + most + ", was " + value);
    }

    private static void check(String what, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(Duration.ofDays(1)) > 0)
            throw new IllegalArgumentException(what + " must be " + least + "..P1D, was " + value);
    }
}
