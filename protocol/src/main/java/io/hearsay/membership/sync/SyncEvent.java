package io.hearsay.membership.sync;

import io.hearsay.Address;
import io.hearsay.Event;
import io.hearsay.LinkCause;
import io.hearsay.NodeId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How this node's own coming and going proceeds. */
public sealed interface SyncEvent extends Event {

    /**
     * This node is in: it holds its introducer's view, or it has no seeds and is the first.
     *
     * @param through where it came in; null if it is alone
     * @param members how many it sees alive, itself included
     */
    record JoinedCluster(@Nullable Address through, int members) implements SyncEvent {}

    /** After joining, the view has rested for some rounds; said once. */
    record Settled(long viewDigest, int members) implements SyncEvent {}

    /** An introducer does not let this node in under its name; it would keep trying in vain. */
    record JoinRefused(Address by, Refusal reason, String text) implements SyncEvent {}

    /** Two nodes of one cluster id are set up for different clusters, as both are told; they do not come together. */
    record Misfit(Address other, String text) implements SyncEvent {}

    /** A seed could not be reached in this round of calls. */
    record SeedFailed(Address seed, LinkCause cause) implements SyncEvent {}

    /**
     * Leaving is over.
     *
     * @param acknowledgedBy names of those who know
     * @param wanted how many were to know: ceil(log2 n) + 1, or all if there are fewer
     */
    record LeaveReport(List<String> acknowledgedBy, int wanted, Duration took) implements SyncEvent {
        /** Whether enough members know that this node left, so that the others will not take it for dead. */
        public boolean isComplete() {
            return acknowledgedBy.size() >= wanted;
        }
    }

    /**
     * How far the word of a removal has come.
     *
     * @param confirmedBy names of live members that hold the removal, this node included
     * @param awaited names that have not confirmed, the dead included; they will be told when they come back
     */
    record ForgetReport(NodeId forgotten, List<String> confirmedBy, List<String> awaited) implements SyncEvent {}
}
