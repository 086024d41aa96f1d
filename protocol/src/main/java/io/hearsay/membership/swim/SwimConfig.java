package io.hearsay.membership.swim;

import java.time.Duration;

/**
 * How SWIM probes and spreads.
 *
 * @param period one probe per period; shorter detects sooner and costs bytes in proportion; default 1 s (SWIM, section
 *     5: 2 s)
 * @param probeTimeout how long a direct probe waits before help is asked for; at most the period; default 500 ms
 *     (memberlist)
 * @param indirectProbes how many members are asked for help; each costs up to 4 messages per missed ping; default 3
 *     (SWIM)
 * @param streamProbe whether a stream is tried, too, when the direct probe went unanswered; default true
 * @param gossipInterval between two rounds while there is news; shorter spreads sooner and sends the same number of
 *     messages; default 50 ms (measured, docs/protocols/swim.md)
 * @param gossipFanout members told in each round; default 3 (memberlist)
 * @param localHealth how this node judges itself
 * @param suspicion what happens between the first accusation and the verdict
 */
public record SwimConfig(
        Duration period,
        Duration probeTimeout,
        int indirectProbes,
        boolean streamProbe,
        Duration gossipInterval,
        int gossipFanout,
        LocalHealthConfig localHealth,
        SuspicionConfig suspicion) {

    public SwimConfig {
        positive("period", period);
        positive("probeTimeout", probeTimeout);
        positive("gossipInterval", gossipInterval);
        if (probeTimeout.compareTo(period) > 0)
            throw new IllegalArgumentException(
                    "probeTimeout must be at most the period of " + period + ", was " + probeTimeout);
        range("indirectProbes", indirectProbes, 0, 16);
        range("gossipFanout", gossipFanout, 1, 16);
    }

    private static void positive(String what, Duration value) {
        if (value.isNegative() || value.isZero())
            throw new IllegalArgumentException(what + " must be above 0, was " + value);
    }

    private static void range(String what, int value, int from, int to) {
        if (value < from || value > to)
            throw new IllegalArgumentException(what + " must be " + from + ".." + to + ", was " + value);
    }

    /** For members within about a millisecond of each other. */
    public static SwimConfig lan() {
        return new SwimConfig(
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                3,
                true,
                Duration.ofMillis(50),
                3,
                LocalHealthConfig.defaults(),
                SuspicionConfig.summoning(Duration.ofMillis(2_400)));
    }

    /** For members up to some hundred milliseconds apart. */
    public static SwimConfig wan() {
        return new SwimConfig(
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                3,
                true,
                Duration.ofMillis(300),
                4,
                LocalHealthConfig.defaults(),
                SuspicionConfig.summoning(Duration.ofSeconds(12)));
    }

    /** For members on one machine, in demonstrations and tests: quick, and quick to judge. */
    public static SwimConfig local() {
        return new SwimConfig(
                Duration.ofMillis(500),
                Duration.ofMillis(200),
                3,
                true,
                Duration.ofMillis(20),
                3,
                LocalHealthConfig.defaults(),
                SuspicionConfig.summoning(Duration.ofMillis(1_200)));
    }

    /** SWIM as in its paper: no local health, a fixed suspicion time-out, no stream probe. */
    public SwimConfig classic() {
        return new SwimConfig(
                period,
                probeTimeout,
                indirectProbes,
                false,
                gossipInterval,
                gossipFanout,
                LocalHealthConfig.none(),
                SuspicionConfig.classic());
    }

    /** SWIM with Lifeguard as in its paper: without the summons and the sense for pauses that are added here. */
    public SwimConfig lifeguard() {
        return new SwimConfig(
                period,
                probeTimeout,
                indirectProbes,
                false,
                gossipInterval,
                gossipFanout,
                LocalHealthConfig.lifeguard(),
                SuspicionConfig.lifeguard());
    }

    /** The same with another treatment of suspects. */
    public SwimConfig withSuspicion(SuspicionConfig newSuspicion) {
        return new SwimConfig(
                period,
                probeTimeout,
                indirectProbes,
                streamProbe,
                gossipInterval,
                gossipFanout,
                localHealth,
                newSuspicion);
    }

    /** The same with another period; probe time-out and shortest suspicion keep their proportion to it. */
    public SwimConfig withPeriod(Duration newPeriod) {
        positive("period", newPeriod);
        double factor = newPeriod.toNanos() / (double) period.toNanos();
        return new SwimConfig(
                newPeriod,
                scaled(probeTimeout, factor),
                indirectProbes,
                streamProbe,
                gossipInterval,
                gossipFanout,
                localHealth,
                suspicion.withFloor(scaled(suspicion.floor(), factor)));
    }

    private static Duration scaled(Duration duration, double factor) {
        return Duration.ofNanos((long) (duration.toNanos() * factor));
    }

    /** The same, telling more or fewer members of news in each round. */
    public SwimConfig withGossipFanout(int newFanout) {
        return new SwimConfig(
                period, probeTimeout, indirectProbes, streamProbe, gossipInterval, newFanout, localHealth, suspicion);
    }

    /** The same with other probing times. */
    public SwimConfig withProbes(Duration newPeriod, Duration newTimeout, int newIndirect) {
        return new SwimConfig(
                newPeriod, newTimeout, newIndirect, streamProbe, gossipInterval, gossipFanout, localHealth, suspicion);
    }
}
