package io.hearsay.stack;

import io.hearsay.Environment;
import io.hearsay.LinkCause;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.Timer;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.Membership;
import io.hearsay.membership.MembershipConfig;
import io.hearsay.membership.Update;
import io.hearsay.membership.swim.Swim;
import io.hearsay.membership.swim.SwimConfig;
import io.hearsay.membership.swim.SwimMessage;
import io.hearsay.membership.swim.SwimTimer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SWIM over a membership and nothing else, in a group that knows itself from the start: the setting of the papers. A
 * node runs {@link ClusterNode}.
 *
 * <p>Emits what SWIM and the membership report, their signals too.
 *
 * <p>Source: Das, Gupta, Motivala, "SWIM", DSN 2002, section 3; Dadgar, Phillips, Currey, "Lifeguard", 2017.
 */
public final class SwimMember implements Protocol<Message, Timer> {
    private final Parts parts;
    private final Membership membership;

    /** One that is alone so far. */
    public SwimMember(SwimConfig config, MembershipConfig rules, Environment env, MemberRecord self) {
        parts = new Parts(env, env::emit);
        membership = new Membership(rules, parts.shared(), self);
        parts.add(SwimMessage.class, SwimTimer.class, own -> new Swim(config, own, membership));
    }

    /** Makes all of a group known to this one, as old news; a record of its own is passed over. */
    public void meet(List<MemberRecord> group) {
        for (MemberRecord record : group)
            if (!record.id().equals(membership.self().id()))
                membership.hear(
                        new Update.Alive(record),
                        new Peer(record.addresses().get(0), record.id().instance()));
        membership.dropNews();
        parts.settle();
    }

    /** The view that SWIM keeps true. */
    public Membership membership() {
        return membership;
    }

    @Override
    public void start() {
        parts.start();
    }

    @Override
    public void receive(Peer from, Message message) {
        membership.heardFrom(from);
        if (message instanceof Update update) hear(from, update);
        else parts.receive(from, message);
    }

    @Override
    public void expire(Timer timer) {
        parts.expire(timer);
    }

    @Override
    public void linkUp(Peer peer) {
        parts.linkUp(peer);
    }

    @Override
    public void linkDown(Peer peer, LinkCause cause) {
        parts.linkDown(peer, cause);
    }

    @Override
    public @Nullable Message piggyback(Peer to, int roomBytes) {
        return membership.nextUpdate(roomBytes);
    }

    private void hear(Peer from, Update update) {
        membership.hear(update, from);
        parts.settle();
    }
}
