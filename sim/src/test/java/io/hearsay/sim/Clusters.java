package io.hearsay.sim;

import io.hearsay.NodeId;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.MemberState;
import io.hearsay.stack.ClusterNode;
import io.hearsay.stack.ClusterNodeConfig;
import io.hearsay.stack.Epochs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** Full nodes in a world, for tests. */
final class Clusters {
    private Clusters() {}

    /** A node that runs the production composite, with the epoch that its disk and its clock give it. */
    static SimNode node(World world, String name, ClusterNodeConfig config) {
        return world.node(name, life -> {
            long epoch = Epochs.next(life.restored().get(Epochs.KEY), life.clockSeconds());
            NodeId id = new NodeId(name, epoch, life.instance());
            MemberRecord self = MemberRecord.of(id, 0, life.node().addresses(), new TreeMap<>(), 1, 1);
            return new ClusterNode(config, life.environment(), life.keys(), self, life.restored());
        });
    }

    /** Starts n nodes, the i-th of which knows the one before it. */
    static List<SimNode> chain(World world, ClusterNodeConfig config, int n) {
        List<SimNode> nodes = new ArrayList<>();
        for (int i = 0; i < n; i++) nodes.add(node(world, "n" + i, config).start());
        join(nodes.get(0), List.of());
        for (int i = 1; i < n; i++) join(nodes.get(i), List.of(nodes.get(i - 1)));
        return nodes;
    }

    static void join(SimNode node, List<SimNode> seeds) {
        node.execute(() -> of(node).join(seeds.stream().map(SimNode::address).toList()));
    }

    static ClusterNode of(SimNode node) {
        return node.protocol(ClusterNode.class);
    }

    static long alive(SimNode node) {
        return of(node).members().stream()
                .filter(member -> member.state() == MemberState.ALIVE)
                .count();
    }

    /** What this node believes of that one; FORGOTTEN if it knows no such name. */
    static MemberState state(SimNode observer, SimNode subject) {
        for (Member member : of(observer).members()) if (member.name().equals(subject.name())) return member.state();
        return MemberState.FORGOTTEN;
    }

    /** Whether all that run hold one view, with all that run alive in it. */
    static boolean agree(Collection<SimNode> nodes) {
        List<SimNode> up = nodes.stream().filter(SimNode::isUp).toList();
        long digest = of(up.get(0)).viewDigest();
        return up.stream().allMatch(node -> of(node).viewDigest() == digest && alive(node) == up.size());
    }

    static boolean agreeWithin(World world, Duration time) {
        return world.runUntil(() -> agree(world.nodes()), time);
    }
}
