package io.hearsay.membership.sync;

import io.hearsay.Address;
import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.LinkCause;
import io.hearsay.NodeId;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.membership.Membership;
import io.hearsay.membership.MembershipSignal.ContactWanted;
import io.hearsay.membership.MembershipSignal.DigestHeard;
import io.hearsay.membership.MembershipSignal.Probed;
import io.hearsay.membership.Row;
import io.hearsay.membership.Update;
import io.hearsay.membership.sync.SyncMessage.Digest;
import io.hearsay.membership.sync.SyncMessage.Done;
import io.hearsay.membership.sync.SyncMessage.Join;
import io.hearsay.membership.sync.SyncMessage.Leaving;
import io.hearsay.membership.sync.SyncMessage.LeftSeen;
import io.hearsay.membership.sync.SyncMessage.Refused;
import io.hearsay.membership.sync.SyncMessage.Removed;
import io.hearsay.membership.sync.SyncMessage.RemovedSeen;
import io.hearsay.membership.sync.SyncMessage.Rows;
import io.hearsay.membership.sync.SyncMessage.Want;
import io.hearsay.membership.sync.SyncMessage.Welcome;
import io.hearsay.membership.sync.SyncTimer.CompareDue;
import io.hearsay.membership.sync.SyncTimer.ContactTimeout;
import io.hearsay.membership.sync.SyncTimer.DialMore;
import io.hearsay.membership.sync.SyncTimer.ForgetRound;
import io.hearsay.membership.sync.SyncTimer.HolderSilent;
import io.hearsay.membership.sync.SyncTimer.JoinRound;
import io.hearsay.membership.sync.SyncTimer.LeaveRound;
import io.hearsay.membership.sync.SyncTimer.SettleRound;
import io.hearsay.membership.sync.SyncTimer.StepTimeout;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings this node in, keeps its view like the others', and sees it out.
 *
 * <p>Promises: joining never gives up; two views that differ are compared after at most some seconds of quiet, and what
 * travels grows with their difference and, by 16 bytes a name, with their size. Does not promise that they are equal
 * then: a death that only one side believes is left to the accused. Bounded: see the parts; at most
 * {@value #MAX_CONTACTS} addresses are called for healing at a time.
 */
public final class Sync implements Protocol<SyncMessage, SyncTimer> {
    private static final int MAX_CONTACTS = 64;
    /** After so many differences that met no quiet view, one is looked into all the same. */
    private static final int RESTLESS = 10;
    /** Views that differ for good are compared ever more rarely, down to every 2^5 quiet times. */
    private static final int MAX_BACKOFF = 5;

    private final SyncConfig config;
    private final Environment env;
    private final Membership membership;
    private final Outboxes outboxes;
    private final Comparisons comparisons;
    private final Joiner joiner;
    private final Introducer introducer;
    private final Farewell farewell;
    private final Forgetting forgetting;
    private final Set<Address> contacts = new LinkedHashSet<>();
    private final Set<Long> opening = new LinkedHashSet<>();
    private boolean differing;
    private int restless;

    /** Creates the protocol over a view that it shares with the other parts of membership. */
    public Sync(SyncConfig config, Environment env, Membership membership) {
        this.config = config;
        this.env = env;
        this.membership = membership;
        this.outboxes = new Outboxes(env);
        this.comparisons =
                new Comparisons(config, env, membership, outboxes, new Catalogue(membership), this::compared);
        this.joiner = new Joiner(config, env, membership, outboxes, comparisons);
        this.introducer = new Introducer(config.join(), env, membership, outboxes);
        this.farewell = new Farewell(config, env, membership);
        this.forgetting = new Forgetting(config, env, membership);
    }

    @Override
    public void start() {}

    /** Comes in through whichever seed answers; after {@link #leave}, under a later epoch. */
    public void join(List<Address> seeds) {
        rejoin();
        joiner.join(seeds);
    }

    private void rejoin() {
        if (!farewell.hasBegun()) return;
        farewell.revoke();
        membership.raiseEpoch(membership.self().id().epoch() + 1);
    }

    /** Replaces the seeds while none has answered; later ones are healing's business. */
    public void seeds(List<Address> seeds) {
        joiner.seeds(seeds);
    }

    /** This node came in by other means than joining; {@link SyncEvent.Settled} follows when the view has rested. */
    public void enter(@Nullable Address through) {
        rejoin();
        joiner.enter(through);
    }

    /** Whether this node is in. */
    public boolean isJoined() {
        return joiner.isJoined();
    }

    /** Calls whoever lives at this address now and compares views with it; the way in, for one that is not in. */
    private void contact(Address address) {
        if (farewell.hasBegun() || contacts.size() == MAX_CONTACTS) return;
        if (!joiner.isJoined()) {
            joiner.dial(address);
            return;
        }
        if (!contacts.add(address)) return;
        env.links().open(Peer.at(address));
        env.schedule(config.patience(), new ContactTimeout(address));
    }

    /** Says goodbye; {@link SyncEvent.LeaveReport} tells who has heard it. */
    public void leave() {
        joiner.stop();
        farewell.leave();
    }

    /**
     * Removes a member for good; {@link SyncEvent.ForgetReport} tells how far the word has come. Idempotent.
     *
     * @return false if no such name is known, or ever was as far as this node remembers
     * @throws IllegalArgumentException if it is this node's own name
     */
    public boolean forget(String name) {
        if (name.equals(membership.self().name()))
            throw new IllegalArgumentException("a node cannot forget itself; " + name + " can leave instead");
        Row row = membership.row(name);
        NodeId id = row == null ? removed(name) : row.id();
        if (id == null) return false;
        forgetting.forget(id);
        return true;
    }

    private @Nullable NodeId removed(String name) {
        for (Update removal : membership.removals())
            if (removal.subject().name().equals(name)) return removal.subject();
        return null;
    }

    @Override
    public void receive(Peer from, SyncMessage message) {
        if (message instanceof Join join) introducer.onJoin(from, join.record());
        else if (message instanceof Welcome welcome) joiner.onWelcome(from, welcome);
        else if (message instanceof Refused refused) joiner.onRefused(from, refused);
        else if (message instanceof Digest digest) comparisons.onDigest(from, digest);
        else if (message instanceof Rows rows) comparisons.onRows(from, rows);
        else if (message instanceof Want want) comparisons.onWant(from, want);
        else if (message instanceof Done done) comparisons.onDone(from, done);
        else if (message instanceof Leaving leaving) onLeaving(from, leaving);
        else if (message instanceof LeftSeen seen) farewell.onLeftSeen(from, seen);
        else if (message instanceof Removed removed) forgetting.onRemoved(from, removed);
        else if (message instanceof RemovedSeen seen) forgetting.onRemovedSeen(from, seen);
        else throw new AssertionError(message);
    }

    @Override
    public void expire(SyncTimer timer) {
        if (timer instanceof JoinRound round) joiner.onRound(round);
        else if (timer instanceof DialMore more) joiner.onDialMore(more);
        else if (timer instanceof SettleRound round) joiner.onSettleRound(round);
        else if (timer instanceof HolderSilent silent) introducer.onHolderSilent(silent);
        else if (timer instanceof ContactTimeout timeout) contacts.remove(timeout.address());
        else if (timer instanceof CompareDue due) onCompareDue(due);
        else if (timer instanceof StepTimeout timeout) comparisons.onStepTimeout(timeout);
        else if (timer instanceof LeaveRound round) farewell.onRound(round);
        else if (timer instanceof ForgetRound round) forgetting.onRound(round);
        else throw new AssertionError(timer);
    }

    /** Hears what the other parts of membership report. */
    @Override
    public void onEvent(Event event) {
        if (event instanceof DigestHeard heard) onDigestHeard(heard);
        else if (event instanceof ContactWanted wanted) contact(wanted.address());
        else if (event instanceof Probed probed) introducer.onProbed(probed.peer(), probed.answered());
    }

    // Links.

    @Override
    public void linkUp(Peer peer) {
        boolean contacted = contacts.remove(peer.address());
        boolean opened = opening.remove(peer.instance());
        if (joiner.linkUp(peer)) return;
        if (contacted && peer.instance() == membership.self().id().instance())
            env.links().close(peer, "it is I");
        else if (contacted || opened) comparisons.begin(peer);
    }

    @Override
    public void linkWritable(Peer peer) {
        outboxes.flush(peer);
    }

    @Override
    public void linkDown(Peer peer, LinkCause cause) {
        contacts.remove(peer.address());
        opening.remove(peer.instance());
        outboxes.drop(peer);
        comparisons.linkDown(peer);
        joiner.linkDown(peer, cause);
        introducer.linkDown(peer, cause);
    }

    private void compared(Peer peer) {
        joiner.compared(peer);
    }

    // Differences that gossip does not level.

    private void onDigestHeard(DigestHeard heard) {
        forgetting.digestHeard(heard.from(), heard.removedDigest());
        boolean settled =
                heard.viewDigest() == membership.digest() || comparisons.isReconciled(heard.from(), heard.viewDigest());
        if (settled || differing || farewell.hasBegun()) return;
        differing = true;
        // The one with the lower instance looks first; the other one only if that comes to nothing.
        boolean first = Long.compareUnsigned(
                        membership.self().id().instance(), heard.from().instance())
                < 0;
        long rest = config.quiet().toNanos() << Math.min(comparisons.lasting(), MAX_BACKOFF);
        env.schedule(first ? rest : 2 * rest, new CompareDue(heard.from(), membership.digest()));
    }

    private void onCompareDue(CompareDue due) {
        differing = false;
        if (due.viewDigest() != membership.digest() && ++restless < RESTLESS) return;
        restless = 0;
        boolean tooMany = comparisons.running() + opening.size() >= config.sessions();
        if (tooMany || farewell.hasBegun() || !opening.add(due.peer().instance())) return;
        env.links().open(due.peer());
    }

    private void onLeaving(Peer from, Leaving leaving) {
        if (leaving.subject().instance() != from.instance()) return;
        membership.hear(new Update.Left(leaving.subject()), from);
        env.send(from, new LeftSeen(leaving.subject()));
    }
}
