package io.hearsay.stack;

import io.hearsay.membership.Membership;
import io.hearsay.membership.evidence.Inquest;
import io.hearsay.membership.evidence.InquestTimer;
import io.hearsay.membership.identity.Identity;
import io.hearsay.membership.identity.IdentityMessage;
import io.hearsay.membership.identity.IdentityTimer;
import io.hearsay.membership.watch.Watch;
import io.hearsay.membership.watch.WatchTimer;

/** The parts of full membership that nobody commands: they watch for namesakes, and for links that break. */
final class Sentinels {
    private Sentinels() {}

    static void post(Parts parts, FullMembershipConfig members, Membership membership) {
        parts.add(IdentityMessage.class, IdentityTimer.class, own -> new Identity(members.identity(), own, membership));
        parts.add(WatchTimer.class, own -> new Watch(members.watch(), own, membership));
        parts.add(InquestTimer.class, own -> new Inquest(members.inquest(), own, membership));
    }
}
