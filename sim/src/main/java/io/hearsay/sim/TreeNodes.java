package io.hearsay.sim;

import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.dissemination.plumtree.PlumtreeConfig;
import io.hearsay.sampling.hyparview.HyParViewConfig;
import io.hearsay.stack.TreeNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The production composite of partial views and broadcast trees as a program: it joins through who it is told. */
public final class TreeNodes implements Program {
    private final HyParViewConfig views;
    private final PlumtreeConfig tree;
    private final Function<SimNode, List<Peer>> contacts;

    /**
     * Nodes of a partial cluster.
     *
     * @param contacts whom a node joins through, asked at each start; its own address among them does no harm
     */
    public TreeNodes(HyParViewConfig views, PlumtreeConfig tree, Function<SimNode, List<Peer>> contacts) {
        this.views = views;
        this.tree = tree;
        this.contacts = contacts;
    }

    /** A world of frames for such nodes. */
    public static WorldConfig frames(long seed) {
        return WorldConfig.frames(seed, StackSetup.sealed(TreeNode.codec()));
    }

    @Override
    public Protocol<?, ?> create(Life life) {
        return new TreeNode(views, tree, life.environment(), life.instance());
    }

    @Override
    public void started(SimNode node) {
        node.execute(() -> of(node).join(contacts.apply(node)));
    }

    /** The composite that runs there. */
    public static TreeNode of(SimNode node) {
        return node.protocol(TreeNode.class);
    }

    /** Who has somebody as a neighbour that does not run or does not have it; empty if the views are symmetric. */
    public static String asymmetry(World world) {
        Map<Peer, SimNode> running = new LinkedHashMap<>();
        Map<SimNode, Peer> peers = new LinkedHashMap<>();
        for (SimNode node : world.nodes()) {
            if (!node.isUp()) continue;
            Peer peer = new Peer(node.address(), of(node).instance());
            running.put(peer, node);
            peers.put(node, peer);
        }
        for (Map.Entry<SimNode, Peer> each : peers.entrySet())
            for (Peer neighbour : of(each.getKey()).active()) {
                SimNode other = running.get(neighbour);
                if (other == null || !of(other).active().contains(each.getValue()))
                    return each.getKey() + " has " + neighbour + ", which has it not";
            }
        return "";
    }
}
