package io.hearsay.membership.healing;

import java.time.Duration;

/**
 * When a loss counts as a partition.
 *
 * @param least how many have to fall silent before the others are asked; default 2 (guess)
 * @param shareOfAll how many of all must not answer, above 0 and at most 1; default 0.2 (guess)
 * @param answer how long their answers are waited for; default 1 s (guess)
 * @param oneLoss those who vanish within this time of each other belong to one loss; default 30 s (guess)
 * @param loneSilence how long nobody at all is heard, beside failed probes, before this node takes itself for cut off;
 *     about 3 probe periods; default 3 s (guess)
 * @param loneProbes how many probes have failed meanwhile; default 2 (guess)
 */
public record PartitionConfig(
        int least, double shareOfAll, Duration answer, Duration oneLoss, Duration loneSilence, int loneProbes) {

    public PartitionConfig {
        if (least < 2) throw new IllegalArgumentException("least must be 2 or more, was " + least);
        if (!(shareOfAll > 0 && shareOfAll <= 1))
            throw new IllegalArgumentException("shareOfAll must be above 0 and at most 1, was " + shareOfAll);
        positive("answer", answer);
        positive("oneLoss", oneLoss);
        positive("loneSilence", loneSilence);
        if (loneProbes < 1) throw new IllegalArgumentException("loneProbes must be 1 or more, was " + loneProbes);
    }

    static void positive(String what, Duration value) {
        if (value.isNegative() || value.isZero())
            throw new IllegalArgumentException(what + " must be above 0, was " + value);
    }

    /** For members within about a millisecond of each other. */
    public static PartitionConfig lan() {
        return new PartitionConfig(2, 0.2, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(3), 2);
    }

    /** For members up to some hundred milliseconds apart. */
    public static PartitionConfig wan() {
        return new PartitionConfig(2, 0.2, Duration.ofSeconds(5), Duration.ofMinutes(2), Duration.ofSeconds(15), 2);
    }

    /** For members on one machine, in demonstrations and tests. */
    public static PartitionConfig local() {
        return new PartitionConfig(2, 0.2, Duration.ofMillis(500), Duration.ofSeconds(15), Duration.ofMillis(1_500), 2);
    }
}
