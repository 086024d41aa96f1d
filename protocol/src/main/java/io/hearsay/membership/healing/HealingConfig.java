package io.hearsay.membership.healing;

import java.time.Duration;

/**
 * How the lost are called.
 *
 * @param interval in each a part of the cluster makes about one call in sum to the dead and past, and one to each lost
 *     seed; shorter heals sooner and costs a connection attempt each; default 5 s
 * @param past how many addresses of earlier peers are remembered, 0..1,024; default 256
 * @param persistEvery how often they are written at most; default 10 s
 * @param mergeWindow members that return within it are announced as one merger; default 3 s (guess)
 * @param partition how a partition is told from deaths
 */
public record HealingConfig(
        Duration interval, int past, Duration persistEvery, Duration mergeWindow, PartitionConfig partition) {

    public HealingConfig {
        PartitionConfig.positive("interval", interval);
        PartitionConfig.positive("persistEvery", persistEvery);
        PartitionConfig.positive("mergeWindow", mergeWindow);
        if (past < 0 || past > 1_024) throw new IllegalArgumentException("past must be 0..1024, was " + past);
    }

    /** For members within about a millisecond of each other. */
    public static HealingConfig lan() {
        return new HealingConfig(
                Duration.ofSeconds(5), 256, Duration.ofSeconds(10), Duration.ofSeconds(3), PartitionConfig.lan());
    }

    /** For members up to some hundred milliseconds apart. */
    public static HealingConfig wan() {
        return new HealingConfig(
                Duration.ofSeconds(5), 256, Duration.ofSeconds(10), Duration.ofSeconds(10), PartitionConfig.wan());
    }

    /** For members on one machine, in demonstrations and tests. */
    public static HealingConfig local() {
        return new HealingConfig(
                Duration.ofSeconds(1), 256, Duration.ofSeconds(10), Duration.ofSeconds(1), PartitionConfig.local());
    }
}
