package io.hearsay.stack;

import io.hearsay.membership.MembershipConfig;
import io.hearsay.membership.swim.SwimConfig;
import io.hearsay.membership.sync.SyncConfig;

/**
 * How the parts of a full node behave.
 *
 * @param membership what a node remembers of its cluster
 * @param swim how it finds out who answers
 * @param sync how it joins, compares views and leaves
 */
public record ClusterNodeConfig(MembershipConfig membership, SwimConfig swim, SyncConfig sync) {

    /** For members within about a millisecond of each other. */
    public static ClusterNodeConfig lan() {
        return new ClusterNodeConfig(MembershipConfig.defaults(), SwimConfig.lan(), SyncConfig.lan());
    }

    /** For members up to some hundred milliseconds apart. */
    public static ClusterNodeConfig wan() {
        return new ClusterNodeConfig(MembershipConfig.defaults(), SwimConfig.wan(), SyncConfig.wan());
    }

    /** For members on one machine. */
    public static ClusterNodeConfig local() {
        return new ClusterNodeConfig(MembershipConfig.defaults(), SwimConfig.local(), SyncConfig.lan());
    }

    /** The same with another failure detector. */
    public ClusterNodeConfig withSwim(SwimConfig other) {
        return new ClusterNodeConfig(membership, other, sync);
    }

    /** The same with other rules of membership. */
    public ClusterNodeConfig withMembership(MembershipConfig other) {
        return new ClusterNodeConfig(other, swim, sync);
    }
}
