package io.hearsay.stack;

import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.dissemination.plumtree.MessageId;
import io.hearsay.dissemination.plumtree.PlumtreeConfig;
import io.hearsay.dissemination.plumtree.PlumtreeStats;
import io.hearsay.sampling.hyparview.HyParViewConfig;
import java.util.List;

/**
 * A node of a cluster in which nobody knows everybody: HyParView's neighbours, and Plumtree's broadcasts over them.
 *
 * <p>It wires and decides nothing: neighbours that come and go are told to the tree, and what is heard on a neighbour's
 * link spares it a ping. Emits the events of both. Commands are called like handlers, by the node's own thread; lists
 * they answer are immutable.
 */
public final class TreeNode extends Composite {
    private final long self;
    private final TreeParts both;

    /**
     * Creates a node that knows nobody.
     *
     * @param self this node's own instance
     */
    public TreeNode(HyParViewConfig views, PlumtreeConfig tree, Environment env, long self) {
        super(env);
        this.self = self;
        both = new TreeParts(parts, new TreeConfig(views, tree, 0), self);
    }

    /** All that its parts say to each other, as bytes. */
    public static MessageCodec codec() {
        return TreeParts.codec(MessageCodec.empty());
    }

    // Commands.

    /** Comes in through any of these, and again whenever it is alone; addresses suffice. */
    public void join(List<Peer> contacts) {
        both.views.join(contacts);
        parts.settle();
    }

    /** Says goodbye to its neighbours. */
    public void leave() {
        both.views.leave();
        parts.settle();
    }

    /** Sends a message to everybody, this node included; the payload is the node's from now on. */
    public MessageId broadcast(byte[] payload) {
        MessageId id = both.tree.broadcast(payload);
        parts.settle();
        return id;
    }

    /** This process's own random number. */
    public long instance() {
        return self;
    }

    /** The neighbours. */
    public List<Peer> active() {
        return both.views.active();
    }

    /** The peers that may become neighbours. */
    public List<Peer> passive() {
        return both.views.passive();
    }

    /** The neighbours that get what this sender sends at once. */
    public List<Peer> eager(long origin) {
        return both.tree.eager(origin);
    }

    /** What the tree has done so far. */
    public PlumtreeStats stats() {
        return both.tree.stats();
    }

    // Wiring.

    @Override
    void report(Event event) {
        both.report(event);
        env.emit(event);
    }

    @Override
    public void receive(Peer from, Message message) {
        both.views.heardFrom(from);
        super.receive(from, message);
    }
}
