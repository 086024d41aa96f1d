package io.hearsay.agent;

import io.hearsay.cluster.Cluster;
import io.hearsay.membership.Member;

/** Names for the processes that published something. */
final class Publishers {
    private final Cluster cluster;

    Publishers(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The name of the member that is this process; its instance in hexadecimal where nobody is. */
    String name(long instance) {
        for (Member member : cluster.members()) if (member.id().instance() == instance) return member.name();
        return Long.toHexString(instance);
    }
}
