package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.dissemination.query.Queries;
import io.hearsay.dissemination.query.QueryMessage;
import io.hearsay.dissemination.query.QueryTimer;
import io.hearsay.dissemination.rumor.Census;
import io.hearsay.dissemination.rumor.CensusMessage;
import io.hearsay.dissemination.rumor.CensusTimer;
import io.hearsay.dissemination.rumor.Heard;
import io.hearsay.dissemination.rumor.Published;
import io.hearsay.dissemination.rumor.RumorMessage;
import io.hearsay.dissemination.rumor.RumorMill;
import io.hearsay.dissemination.rumor.RumorTimer;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.Membership;
import io.hearsay.membership.MembershipSignal;
import io.hearsay.membership.Row;
import io.hearsay.membership.Update;
import io.hearsay.membership.Verdict;
import io.hearsay.membership.healing.Healing;
import io.hearsay.membership.keys.KeyMessage;
import io.hearsay.membership.keys.KeyOrders;
import io.hearsay.membership.keys.KeyRing;
import io.hearsay.membership.keys.KeyRotation;
import io.hearsay.membership.keys.KeyTimer;
import io.hearsay.membership.phi.PhiDetector;
import io.hearsay.membership.sync.SyncEvent;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A full node: everybody knows everybody, by SWIM or by heartbeats, and events spread as rumors, or along a tree.
 *
 * <p>It wires its parts and decides nothing: messages and timers go to the part that they belong to, the parts' signals
 * to those that wait for them, events to the parts first and then up. Commands are called like handlers, by the node's
 * own thread; the snapshots they answer are immutable.
 */
public final class ClusterNode extends Composite implements Node {
    private final Membership membership;
    private final FullMembership members;
    private final RumorMill rumors;
    private final Census census;
    private final NodeTopics topics;
    private final @Nullable NodeTree tree;
    private final KeyRotation rotation;
    private final Queries queries;
    private final NodeMaps maps;
    private final NodeState state;

    /**
     * Creates a node that knows nobody.
     *
     * @param ring the keys that seal and open its frames, which is brought to what earlier lives knew
     * @param self what it says of itself; its epoch is above that of each earlier life that it knows of
     * @param restored what earlier lives have stored, empty if nothing
     */
    public ClusterNode(
            ClusterNodeConfig config,
            Environment env,
            KeyRing ring,
            MemberRecord self,
            SortedMap<String, byte[]> restored) {
        super(env);
        KeyOrders orders = KeyRotation.restore(ring, restored.get(KeyRotation.KEYS_KEY));
        FullMembershipConfig rules = config.members();
        membership = new Membership(rules.table(), parts.shared(), self.withKeys(ring.sealingFirst()));
        members = config.heartbeats()
                .<FullMembership>map(phi -> new HeartbeatMembership(config, phi, parts, env, membership, this::state))
                .orElseGet(() -> new SwimMembership(rules, parts, env, membership, restored.get(Healing.PEERS_KEY)));
        Peers peers = BiasedPeers.of(membership, config.peers(), parts.shared());
        rumors = parts.add(
                RumorMessage.class,
                RumorTimer.class,
                own -> new RumorMill(
                        RumorBroadcast.roomForStamps(config.rumors()),
                        own,
                        peers,
                        self.id().instance()));
        tree = config.tree()
                .map(along -> NodeTree.among(peers, env, parts, along, self))
                .orElse(null);
        Broadcast broadcast = tree != null
                ? tree.broadcast()
                : new RumorBroadcast(rumors, config.rumors().publishing().maxEventBytes());
        topics = new NodeTopics(parts, config.topics(), broadcast, self.id().instance(), this::name);
        census = parts.add(CensusMessage.class, CensusTimer.class, own -> new Census(own, peers, rumors::state));
        rotation = parts.add(
                KeyMessage.class, KeyTimer.class, own -> new KeyRotation(rules.keys(), own, membership, ring, orders));
        Peer here = new Peer(self.addresses().get(0), self.id().instance());
        queries = parts.add(QueryMessage.class, QueryTimer.class, own -> new Queries(config.queries(), own, here));
        maps = new NodeMaps(config.maps(), parts, membership, peers, this::spread, restored);
        state = new NodeState(config.state(), parts, membership);
    }

    /** All that a full node's parts say to each other, as bytes. */
    public static MessageCodec codec() {
        return ClusterMessages.codec();
    }

    // Commands.

    @Override
    public void join(List<Address> seeds) {
        state.seeds(seeds);
        members.join(seeds);
        parts.settle();
    }

    @Override
    public void seeds(List<Address> seeds) {
        state.seeds(seeds);
        members.seeds(seeds);
        parts.settle();
    }

    @Override
    public void leave() {
        if (tree != null) tree.leave();
        members.leave();
        parts.settle();
    }

    /** Removes a member for good; false if no such name is known. A {@link SyncEvent.ForgetReport} follows. */
    public boolean forget(String name) {
        boolean known = members.forget(name);
        parts.settle();
        return known;
    }

    @Override
    public void tags(SortedMap<String, String> tags) {
        members.restate(record -> record.withTags(tags));
        maps.retagged();
        parts.settle();
    }

    /** The cluster's keys: orders about them, and who holds which. */
    public NodeKeys keys() {
        return new NodeKeys(rotation, parts);
    }

    /** Changes where this node can be reached. */
    public void addresses(List<Address> addresses) {
        members.restate(record -> record.withAddresses(addresses));
        parts.settle();
    }

    /** Everybody known and not removed, this node and the dead included. */
    @Override
    public List<Member> members() {
        return membership.rows().stream().map(Row::snapshot).toList();
    }

    @Override
    public Member self() {
        return membership.self().snapshot();
    }

    /** What was believed of this name, oldest first. */
    public List<Verdict> why(String name) {
        return membership.why(name);
    }

    /** The events that spread as rumors. */
    public NodeRumors rumors() {
        return new NodeRumors(rumors, census, topics, parts);
    }

    @Override
    public NodeTopics topics() {
        return topics;
    }

    @Override
    public Optional<NodeTree> tree() {
        return Optional.ofNullable(tree);
    }

    /** What is asked of others, and by them. */
    public NodeQueries queries() {
        return new NodeQueries(queries, membership, parts);
    }

    /** The maps that all share. */
    public NodeMaps maps() {
        return maps;
    }

    /** What each member says of itself. */
    public NodeState state() {
        return state;
    }

    @Override
    public boolean isJoined() {
        return members.isJoined();
    }

    /** A number that two nodes share exactly when they hold the same view. */
    public long viewDigest() {
        return members.viewDigest();
    }

    /** Lifeguard's multiplier: 0 is healthy. */
    public int localHealth() {
        return members.localHealth();
    }

    /** How suspicious a member's silence is; empty where probes decide, and for who was never heard. */
    public Optional<PhiDetector.Level> phi(String name) {
        return members.phi(name);
    }

    // Inputs.

    @Override
    public void start() {
        storeEpoch(membership.self().id().epoch());
        super.start();
    }

    @Override
    public void receive(Peer from, Message message) {
        membership.heardFrom(from);
        if (tree != null) tree.heardFrom(from);
        if (message instanceof Update update) hear(from, update);
        else if (!members.isForNobody(from, message, tree != null)) super.receive(from, message);
    }

    private void hear(Peer from, Update update) {
        members.hear(update, from);
        parts.settle();
    }

    /** Membership rides first: whoever is told of an event should know who else is there. */
    @Override
    public @Nullable Message piggyback(Peer to, int roomBytes) {
        Message update = members.nextUpdate(roomBytes);
        return update != null ? update : rumors.piggyback(to, roomBytes);
    }

    // What the parts report.

    @Override
    void report(Event event) {
        if (event instanceof MembershipSignal.EpochRaised raised) onRaised(raised.epoch());
        if (!members.report(event) && (tree == null || !tree.report(event, topics))) env.emit(event);
        if (event instanceof Heard heard && !maps.heard(heard))
            topics.heard(RumorBroadcast.arrival(heard), heard.rumor().payload());
        if (event instanceof MemberEvent.Joined || event instanceof MemberEvent.Returned) rumors.reconcile();
        if (event instanceof MemberEvent change) maps.report(change);
    }

    private boolean spread(byte[] changes) {
        return rumors.publish(NodeMaps.TOPIC, changes) instanceof Published.Accepted;
    }

    private String name(long instance) {
        Row row = membership.ofInstance(instance);
        return row == null ? "process " + Long.toHexString(instance) : row.name();
    }

    private void onRaised(long epoch) {
        storeEpoch(epoch);
        state.renew();
    }

    private void storeEpoch(long epoch) {
        parts.shared().persist(Epochs.batch(epoch), 0);
    }
}
