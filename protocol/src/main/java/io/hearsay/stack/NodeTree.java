package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.dissemination.plumtree.PlumtreeEvent;
import io.hearsay.dissemination.plumtree.PlumtreeStats;
import io.hearsay.dissemination.plumtree.Survey;
import io.hearsay.dissemination.plumtree.SurveyCodec;
import io.hearsay.dissemination.plumtree.SurveyMessage;
import io.hearsay.dissemination.plumtree.SurveyTimer;
import io.hearsay.dissemination.plumtree.TreeSurveyed;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberRecord;
import java.util.List;
import java.util.function.Supplier;

/** The tree that a node's events spread along. Commands are called like handlers, by the node's own thread. */
public final class NodeTree {
    /** So many members at a time neighbours may be found through. */
    private static final int CONTACTS = 8;

    private final Parts parts;
    private final TreeParts tree;
    private final Survey survey;
    private final TreeBroadcast broadcast;
    private final Supplier<List<Peer>> members;

    /** Where nobody else knows whom to ask for neighbours. */
    NodeTree(Parts parts, TreeConfig config, MemberRecord self) {
        this(parts, config, self, List::of);
    }

    /** Among members that all know each other: neighbours are found through any of them. */
    static NodeTree among(Peers members, Environment env, Parts parts, TreeConfig config, MemberRecord self) {
        return new NodeTree(parts, config.beneathFull(), self, () -> members.sample(CONTACTS, env.random()));
    }

    private NodeTree(Parts parts, TreeConfig config, MemberRecord self, Supplier<List<Peer>> members) {
        this.parts = parts;
        tree = new TreeParts(parts, config, self.id().instance());
        Peer here = new Peer(self.addresses().get(0), self.id().instance());
        survey =
                parts.add(SurveyMessage.class, SurveyTimer.class, own -> new Survey(own, tree.tree, here, self.name()));
        broadcast = new TreeBroadcast(tree.tree, config);
        this.members = members;
    }

    /** A codec that knows what trees say as well. */
    static MessageCodec codec(MessageCodec others) {
        return TreeParts.codec(others)
                .with(
                        SurveyMessage.class,
                        new SurveyCodec(),
                        Traffic.EVENTS,
                        SurveyCodec.FIRST_KIND,
                        SurveyCodec.LAST_KIND);
    }

    Broadcast broadcast() {
        return broadcast;
    }

    void join(List<Peer> contacts) {
        tree.views.join(contacts);
    }

    void leave() {
        tree.views.leave();
    }

    void heardFrom(Peer peer) {
        tree.views.heardFrom(peer);
    }

    long rttNanos(Peer neighbour) {
        return tree.views.rttNanos(neighbour);
    }

    /** Takes in what its parts report; false if that is for others as well. */
    boolean report(Event event, NodeTopics topics) {
        tree.report(event);
        if (event instanceof MemberEvent.Joined || event instanceof MemberEvent.Returned) join(members.get());
        if (event instanceof PlumtreeEvent.Delivered delivered) broadcast.delivered(delivered, topics::heard);
        else if (event instanceof PlumtreeEvent.Duplicate duplicate) broadcast.duplicate(duplicate);
        else return false;
        return true;
    }

    static List<Peer> at(List<Address> addresses) {
        return addresses.stream().map(Peer::at).toList();
    }

    /**
     * Asks all nodes how the tree lies; a {@link TreeSurveyed} with the answered number follows.
     *
     * @throws IllegalStateException if too many surveys are being taken
     */
    public long survey() {
        long number = survey.take();
        parts.settle();
        return number;
    }

    /** The neighbours. */
    public List<Peer> neighbours() {
        return tree.views.active();
    }

    /** What the tree has done so far. */
    public PlumtreeStats stats() {
        return tree.tree.stats();
    }
}
