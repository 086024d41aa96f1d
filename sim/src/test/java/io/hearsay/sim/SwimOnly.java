package io.hearsay.sim;

import io.hearsay.NodeId;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.Membership;
import io.hearsay.membership.MembershipConfig;
import io.hearsay.membership.swim.SwimConfig;
import io.hearsay.stack.SwimMember;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Groups of members that run SWIM and nothing else, and know each other from the start. */
final class SwimOnly {
    private SwimOnly() {}

    /** Starts n members that know each other and have no news. */
    static List<SimNode> group(World world, SwimConfig config, int n) {
        return group(world, config, MembershipConfig.defaults(), n);
    }

    static List<SimNode> group(World world, SwimConfig config, MembershipConfig rules, int n) {
        List<SimNode> nodes = new ArrayList<>();
        for (int i = 0; i < n; i++)
            nodes.add(world.node("m" + i, life -> new SwimMember(config, rules, life.environment(), self(life)))
                    .start());
        List<MemberRecord> all =
                nodes.stream().map(node -> membership(node).self().record()).toList();
        for (SimNode node : nodes)
            node.execute(() -> node.protocol(SwimMember.class).meet(all));
        return nodes;
    }

    static Membership membership(SimNode node) {
        return node.protocol(SwimMember.class).membership();
    }

    private static MemberRecord self(Life life) {
        NodeId id = new NodeId(life.node().name(), 1, life.instance());
        return MemberRecord.of(id, 0, List.of(life.address()), new TreeMap<>(), 1, 1);
    }
}
