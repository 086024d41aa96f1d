package io.hearsay.lab.plan;

import io.hearsay.lab.experiment.LabException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What is wanted. What is not said keeps the profile's default.
 *
 * @param detectWithin 99 of 100 dead nodes that no broken link tells of (frozen, or their host lost) are to be known
 *     dead to all within this
 * @param deliverWithin 99 of 100 events are to have reached all within this
 * @param reliability how likely an event reaches all by its first copies, without waiting for repair; below 1. All
 *     others come by anti-entropy
 * @param budget bytes that a node may send each second at rest, headers included, and the cap in bursts
 */
public record Wish(
        Network network,
        Optional<Duration> detectWithin,
        Optional<Duration> deliverWithin,
        OptionalDouble reliability,
        OptionalLong budget) {

    public Wish {
        check("--detect-within", detectWithin);
        check("--deliver-within", deliverWithin);
        if (reliability.isPresent() && !(reliability.getAsDouble() >= 0.5 && reliability.getAsDouble() < 1))
            throw new LabException("--reliability must be 0.5 or more and below 1, was " + reliability.getAsDouble()
                    + "; it is about the first copies, repair brings the rest");
        if (budget.isPresent() && (budget.getAsLong() < 1 || budget.getAsLong() > 4L << 30))
            throw new LabException("--budget must be 1B..4GiB a second, was " + budget.getAsLong() + "B");
    }

    private static void check(String flag, Optional<Duration> within) {
        within.ifPresent(time -> {
            if (time.compareTo(Duration.ofNanos(1_000)) < 0 || time.compareTo(Duration.ofDays(1)) > 0)
                throw new LabException(flag + " must be 0.001ms..1d, was " + Times.text(time));
        });
    }

    /** Nothing but a network. */
    public static Wish of(Network network) {
        return new Wish(network, Optional.empty(), Optional.empty(), OptionalDouble.empty(), OptionalLong.empty());
    }

    /** The same with this time for detection. */
    public Wish withDetection(Duration within) {
        return new Wish(network, Optional.of(within), deliverWithin, reliability, budget);
    }

    /** The same with this time for delivery. */
    public Wish withDelivery(Duration within) {
        return new Wish(network, detectWithin, Optional.of(within), reliability, budget);
    }

    /** The same with this chance to reach all by first copies. */
    public Wish withReliability(double chance) {
        return new Wish(network, detectWithin, deliverWithin, OptionalDouble.of(chance), budget);
    }

    /** The same with this budget. */
    public Wish withBudget(long bytesPerSecond) {
        return new Wish(network, detectWithin, deliverWithin, reliability, OptionalLong.of(bytesPerSecond));
    }
}
