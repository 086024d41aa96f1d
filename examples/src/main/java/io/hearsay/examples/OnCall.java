package io.hearsay.examples;

import io.hearsay.cluster.Cluster;
import io.hearsay.membership.MemberEvent;
import java.util.function.Consumer;

/** Pages somebody when a member is lost, and says so when it is back: code that takes a cluster and is to be tested. */
public final class OnCall {
    // snippet:start
    private final Cluster cluster;
    private final Consumer<String> pager;

    /** Pages from now on. */
    public OnCall(Cluster cluster, Consumer<String> pager) {
        this.cluster = cluster;
        this.pager = pager;
        cluster.onMember(this::onMember);
    }

    private void onMember(MemberEvent event) {
        if (event instanceof MemberEvent.Died died)
            pager.accept(died.member().name() + " is lost: " + died.why().evidence());
        else if (event instanceof MemberEvent.Returned returned)
            pager.accept(returned.member().name() + " is back; "
                    + cluster.why(returned.member().name()).size() + " verdicts say why");
    }
    // snippet:end
}
