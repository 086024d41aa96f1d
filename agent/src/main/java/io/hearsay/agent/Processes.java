package io.hearsay.agent;

import io.hearsay.Peer;
import io.hearsay.cluster.Cluster;
import io.hearsay.membership.Member;
import java.util.Optional;

/** Names for processes. */
final class Processes {
    private final Cluster cluster;

    Processes(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The name of the member that is this process; its instance in hexadecimal where nobody is. */
    String name(long instance) {
        return member(instance).orElseGet(() -> Long.toHexString(instance));
    }

    /** The name of the member that is this process; its address where nobody is. */
    String name(Peer process) {
        return member(process.instance()).orElseGet(() -> process.address().toString());
    }

    private Optional<String> member(long instance) {
        for (Member member : cluster.members())
            if (member.id().instance() == instance) return Optional.of(member.name());
        return Optional.empty();
    }
}
