package io.hearsay.sim;

import io.hearsay.Event;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberEvent;
import io.hearsay.stack.ClusterNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Only a member itself raises its incarnation: nobody ever knows of a higher one than it has reached. */
public final class OwnIncarnations implements Invariant {
    private final Map<Long, ClusterNode> processes = new HashMap<>();

    @Override
    public String name() {
        return "own-incarnations";
    }

    @Override
    public void emitted(SimNode node, Event event) {
        Member member = memberOf(event);
        if (member == null) return;
        ClusterNode subject = subject(node.world(), member);
        if (subject == null || !subject.self().id().equals(member.id())) return;
        if (member.incarnation() > subject.self().incarnation())
            node.world()
                    .violated(
                            this,
                            node,
                            member.id() + " is said to have reached incarnation " + member.incarnation()
                                    + "; it has reached " + subject.self().incarnation());
    }

    private @Nullable ClusterNode subject(World world, Member member) {
        ClusterNode known = processes.get(member.id().instance());
        if (known != null) return known;
        for (SimNode each : world.nodes())
            if (each.name().equals(member.name()) && each.isUp()) {
                ClusterNode running = FullNodes.of(each);
                if (!running.self().id().equals(member.id())) return null;
                processes.put(member.id().instance(), running);
                return running;
            }
        return null;
    }

    private static @Nullable Member memberOf(Event event) {
        if (event instanceof MemberEvent.Joined joined) return joined.member();
        if (event instanceof MemberEvent.Recovered recovered) return recovered.member();
        if (event instanceof MemberEvent.Returned returned) return returned.member();
        if (event instanceof MemberEvent.Changed changed) return changed.member();
        return null;
    }
}
