package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.LinkCause;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttCodec;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttMessage;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.Update;
import io.hearsay.membership.UpdateCodec;
import io.hearsay.membership.sync.Refusal;
import io.hearsay.membership.sync.SyncCodec;
import io.hearsay.membership.sync.SyncEvent;
import io.hearsay.membership.sync.SyncMessage;
import io.hearsay.sampling.hyparview.HyParViewMessage.Join;
import io.hearsay.sampling.hyparview.HyParViewMessage.Refuse;
import io.hearsay.sampling.hyparview.HyParViewMessage.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A node of a cluster in which nobody knows everybody: a few neighbours, and events along a tree over them.
 *
 * <p>It wires its parts and decides nothing. Commands are called like handlers, by the node's own thread; the snapshots
 * they answer are immutable. Members are those in its view: who is not may well run.
 */
public final class PartialNode extends Composite implements Node {
    private final Neighbourhood neighbours;
    private final NodeTree tree;
    private final NodeTopics topics;
    private final long epoch;

    /**
     * Creates a node that knows nobody.
     *
     * @param self what it says of itself
     */
    public PartialNode(PartialNodeConfig config, Environment env, MemberRecord self) {
        super(env);
        tree = new NodeTree(parts, config.tree(), self);
        neighbours = parts.add(
                Update.class, Neighbourhood.Rested.class, own -> new Neighbourhood(own, self, tree::rttNanos));
        topics = new NodeTopics(
                parts, config.topics(), tree.broadcast(), self.id().instance(), neighbours::name);
        epoch = self.id().epoch();
    }

    /** All that such nodes say to each other, as bytes, and how those of other memberships ask to be let in. */
    public static MessageCodec codec() {
        return NodeTree.codec(MessageCodec.empty()
                .with(Update.class, new UpdateCodec(), Traffic.MEMBERSHIP, 16, 21)
                .with(SyncMessage.class, new SyncCodec(), Traffic.MEMBERSHIP, 32, 42)
                .with(
                        ScuttlebuttMessage.class,
                        new ScuttlebuttCodec(),
                        Traffic.STATE,
                        ScuttlebuttCodec.FIRST_KIND,
                        ScuttlebuttCodec.LAST_KIND));
    }

    // Commands.

    @Override
    public void join(List<Address> seeds) {
        List<Address> others = seeds.stream()
                .filter(seed -> !self().addresses().contains(seed))
                .toList();
        if (others.isEmpty()) neighbours.first();
        else tree.join(NodeTree.at(others));
        parts.settle();
    }

    @Override
    public void seeds(List<Address> seeds) {
        join(seeds);
    }

    /** Neighbours are told, on their links; nobody else need know. */
    @Override
    public void leave() {
        tree.leave();
        parts.settle();
        env.emit(new SyncEvent.LeaveReport(List.of(), 0, Duration.ZERO));
    }

    @Override
    public void tags(SortedMap<String, String> tags) {
        neighbours.restate(record -> record.withTags(tags));
        parts.settle();
    }

    @Override
    public boolean isJoined() {
        return neighbours.isJoined();
    }

    @Override
    public Member self() {
        return neighbours.self();
    }

    /** This node and its neighbours. */
    @Override
    public List<Member> members() {
        return neighbours.members();
    }

    @Override
    public NodeTopics topics() {
        return topics;
    }

    @Override
    public Optional<NodeTree> tree() {
        return Optional.of(tree);
    }

    // Inputs.

    @Override
    public void start() {
        parts.shared().persist(Epochs.batch(epoch), 0);
        super.start();
    }

    @Override
    public void receive(Peer from, Message message) {
        tree.heardFrom(from);
        if (message instanceof ScuttlebuttMessage) Strangers.beats(env, from, message, Strangers.PARTIAL_HERE);
        else if (message instanceof SyncMessage word) onFullMember(from, word);
        else if (message instanceof Join join && join.scope() != Scope.PARTIAL)
            turnAway(from, new Refuse(Strangers.PARTIAL_HERE));
        else super.receive(from, message);
        if (message instanceof Refuse refuse && refuse.isFinal()) onRefused(from, refuse);
    }

    private void onFullMember(Peer from, SyncMessage word) {
        if (word instanceof SyncMessage.Join)
            turnAway(from, new SyncMessage.Refused(Refusal.UNACCEPTABLE, 0, Strangers.PARTIAL_HERE));
    }

    private void turnAway(Peer from, Message word) {
        env.links().send(from, word);
        env.emit(new SyncEvent.Misfit(from.address(), "it has full membership, this cluster has partial"));
    }

    /** Who is in stays in, whatever one seed says. */
    private void onRefused(Peer by, Refuse refuse) {
        if (!isJoined()) env.emit(new SyncEvent.JoinRefused(by.address(), Refusal.UNACCEPTABLE, refuse.text()));
    }

    @Override
    public void linkDown(Peer peer, LinkCause cause) {
        if (!isJoined()) env.emit(new SyncEvent.SeedFailed(peer.address(), cause));
        super.linkDown(peer, cause);
    }

    @Override
    void report(Event event) {
        if (!tree.report(event, topics)) env.emit(event);
    }
}
