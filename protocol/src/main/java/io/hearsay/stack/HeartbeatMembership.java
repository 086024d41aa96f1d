package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.Message;
import io.hearsay.NodeId;
import io.hearsay.Peer;
import io.hearsay.antientropy.scuttlebutt.Beat;
import io.hearsay.antientropy.scuttlebutt.Claimed;
import io.hearsay.antientropy.scuttlebutt.Entry;
import io.hearsay.antientropy.scuttlebutt.Known;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttMessage.Digest;
import io.hearsay.antientropy.scuttlebutt.StateChanged;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.MemberState;
import io.hearsay.membership.Membership;
import io.hearsay.membership.MembershipSignal;
import io.hearsay.membership.Row;
import io.hearsay.membership.Update;
import io.hearsay.membership.identity.Identity;
import io.hearsay.membership.identity.IdentityMessage;
import io.hearsay.membership.identity.IdentityTimer;
import io.hearsay.membership.phi.HeartbeatTimer;
import io.hearsay.membership.phi.Heartbeats;
import io.hearsay.membership.phi.PhiConfig;
import io.hearsay.membership.phi.PhiDetector;
import io.hearsay.membership.swim.SwimMessage;
import io.hearsay.membership.sync.Refusal;
import io.hearsay.membership.sync.Sync;
import io.hearsay.membership.sync.SyncEvent;
import io.hearsay.membership.sync.SyncMessage;
import io.hearsay.membership.sync.SyncTimer;
import io.hearsay.wire.MalformedMessageException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The way Cassandra does it, without a probe: what a node says of itself travels as its state, a version that rises in
 * each round is its heartbeat, and phi over the heartbeats' arrivals decides who lives.
 *
 * <p>Goodbyes and orders to forget travel as membership's updates do, and are final; of {@link Sync} that is all that
 * is used. Bound: a record of {@value #MAX_RECORD_BYTES} bytes.
 */
final class HeartbeatMembership implements FullMembership {
    /** What fits an entry's value as text. */
    static final int MAX_RECORD_BYTES = Entry.MAX_VALUE_BYTES / 4 * 3;

    /** So many of the removed that it names, somebody is told of by one datagram. */
    private static final int REMOVALS_TOLD = 8;

    private final Environment env;
    private final Membership membership;
    private final Supplier<NodeState> state;
    private final Entrance entrance;
    private final Heartbeats heartbeats;
    private final Sync sync;
    private @Nullable MemberRecord said;

    /**
     * Adds its parts.
     *
     * @param state what members say of themselves; asked for when all is built
     */
    HeartbeatMembership(
            ClusterNodeConfig config,
            PhiConfig phi,
            Parts parts,
            Environment env,
            Membership membership,
            Supplier<NodeState> state) {
        text(membership.self().record());
        FullMembershipConfig rules = config.members();
        this.env = env;
        this.membership = membership;
        this.state = state;
        entrance = parts.add(
                Entrance.Knock.class,
                own -> new Entrance(own, membership, peer -> state.get().contact(peer)));
        heartbeats = parts.add(
                HeartbeatTimer.class,
                own -> new Heartbeats(
                        phi,
                        config.state().round(),
                        own,
                        membership,
                        rules.table().maxAbsence(),
                        this::words));
        sync = parts.add(SyncMessage.class, SyncTimer.class, own -> new Sync(rules.sync(), own, membership));
        parts.add(IdentityMessage.class, IdentityTimer.class, own -> new Identity(rules.identity(), own, membership));
    }

    @Override
    public void join(List<Address> seeds) {
        entrance.seeds(seeds);
        announce();
        if (entrance.isFirst()) sync.enter(null);
        entrance.open();
    }

    @Override
    public void seeds(List<Address> seeds) {
        entrance.seeds(seeds);
    }

    @Override
    public void leave() {
        sync.leave();
    }

    @Override
    public boolean forget(String name) {
        return sync.forget(name);
    }

    @Override
    public void restate(UnaryOperator<MemberRecord> change) {
        text(change.apply(membership.self().record()));
        membership.restate(change);
        announce();
    }

    /** Says what this node is, if it has not said so yet. */
    private void announce() {
        MemberRecord record = membership.self().record();
        if (record.equals(said)) return;
        state.get().sayRecord(text(record));
        said = record;
    }

    private static String text(MemberRecord record) {
        int bytes = record.encoded().length;
        if (bytes > MAX_RECORD_BYTES)
            throw new IllegalArgumentException("with `membership: scuttlebutt` a name, its addresses and tags take at"
                    + " most " + MAX_RECORD_BYTES + " bytes, these take " + bytes
                    + "; keep large values in the members' state");
        return Base64.getEncoder().encodeToString(record.encoded());
    }

    private Heartbeats.@Nullable Words words(NodeId id) {
        Entry entry = state.get().record(id.name());
        MemberRecord record = entry == null ? null : record(entry);
        return record == null || !record.id().equals(id) || entry == null
                ? null
                : new Heartbeats.Words(record, entry.version());
    }

    private static @Nullable MemberRecord record(Entry entry) {
        if (entry.value() == null) return null;
        try {
            return MemberRecord.decode(Base64.getDecoder().decode(entry.value()));
        } catch (IllegalArgumentException | MalformedMessageException damaged) {
            return null;
        }
    }

    @Override
    public boolean isJoined() {
        return sync.isJoined();
    }

    @Override
    public int localHealth() {
        return 0;
    }

    /** Incarnations are each node's own here: those compare who believe the same lives to run. */
    @Override
    public long viewDigest() {
        return membership.rows().stream()
                .map(Row::snapshot)
                .filter(member -> member.state() == MemberState.ALIVE)
                .map(Member::id)
                .sorted()
                .toList()
                .hashCode();
    }

    @Override
    public Optional<PhiDetector.Level> phi(String name) {
        return heartbeats.level(name);
    }

    /** Only what is final; who lives, each node sees for itself. */
    @Override
    public void hear(Update update, Peer from) {
        if (update.isRemoval()) membership.hear(update, from);
    }

    @Override
    public @Nullable Update nextUpdate(int roomBytes) {
        Update next = membership.nextUpdate(roomBytes);
        while (next != null && !next.isRemoval()) next = membership.nextUpdate(roomBytes);
        return next;
    }

    @Override
    public boolean isForNobody(Peer from, Message message, boolean hasTree) {
        if (message instanceof Digest digest && digest.beats()) tellRemovals(from, digest);
        if (message instanceof SyncMessage.Join) Strangers.turnAway(env, from, Strangers.SCUTTLEBUTT_HERE);
        else if (message instanceof SyncMessage.Refused refused) onRefused(from, refused.text());
        return message instanceof SwimMessage
                || message instanceof Digest digest && !digest.beats()
                || message instanceof SyncMessage word && !isFinal(word)
                || Strangers.isForNobody(env, from, message, hasTree, Strangers.SCUTTLEBUTT_HERE);
    }

    private static boolean isFinal(SyncMessage message) {
        return message instanceof SyncMessage.Leaving
                || message instanceof SyncMessage.LeftSeen
                || message instanceof SyncMessage.Removed
                || message instanceof SyncMessage.RemovedSeen;
    }

    /** Who was away when somebody was removed still names it. */
    private void tellRemovals(Peer from, Digest digest) {
        int told = 0;
        for (Known known : digest.known()) {
            Update removal = membership.row(known.owner().name()) == null ? membership.removalOf(known.owner()) : null;
            if (removal != null && told++ < REMOVALS_TOLD) env.send(from, removal);
        }
    }

    /** Who is in stays in, whatever one seed says. */
    private void onRefused(Peer by, String text) {
        if (!isJoined()) env.emit(new SyncEvent.JoinRefused(by.address(), Refusal.UNACCEPTABLE, text));
    }

    @Override
    public boolean report(Event event) {
        if (event instanceof Beat beat) heartbeats.heard(beat.owner(), beat.version(), isProof(beat));
        else if (event instanceof Claimed claimed) onClaimed(claimed);
        else if (event instanceof MemberEvent.Joined joined && !isJoined())
            sync.enter(joined.member().address());
        else if (event instanceof Entrance.OnlyMe && !isJoined()) sync.enter(null);
        if (said != null) announce();
        return event instanceof Beat
                || event instanceof Claimed
                || event instanceof Entrance.OnlyMe
                || event instanceof MembershipSignal
                || event instanceof StateChanged change && change.key().equals(NodeState.RECORD_KEY);
    }

    private static boolean isProof(Beat beat) {
        return beat.before() > 0 || beat.from().instance() == beat.owner().instance();
    }

    /** A twin, or a past of this node's own. */
    private void onClaimed(Claimed claimed) {
        for (Entry entry : claimed.delta().entries()) {
            MemberRecord record = entry.key().equals(NodeState.RECORD_KEY) ? record(entry) : null;
            if (record == null || !record.id().equals(claimed.delta().owner())) continue;
            membership.hear(
                    new Update.Alive(record),
                    new Peer(record.addresses().get(0), record.id().instance()));
        }
    }
}
