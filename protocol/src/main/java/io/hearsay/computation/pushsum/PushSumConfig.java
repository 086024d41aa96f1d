package io.hearsay.computation.pushsum;

import io.hearsay.computation.CycleConfig;

/**
 * How push-sum runs.
 *
 * @param rounds when a node acts; default as {@link CycleConfig#defaults}, with epochs of 60 rounds, as push-sum takes
 *     about twice as many as push-pull (measured, docs/theory.md)
 * @param mayChooseSelf whether a node draws its partner from all n nodes, itself included, as the paper's analysis has
 *     it; default false: the share would travel nowhere
 */
public record PushSumConfig(CycleConfig rounds, boolean mayChooseSelf) {

    /** What a node uses unless told otherwise. */
    public static PushSumConfig defaults() {
        return new PushSumConfig(CycleConfig.defaults().withEpoch(60), false);
    }

    /** The paper's process: synchronous rounds, partners from all nodes, one epoch for ever. */
    public static PushSumConfig classic() {
        return new PushSumConfig(
                CycleConfig.defaults().withPace(CycleConfig.Pace.STEADY).withEpoch(0), true);
    }
}
