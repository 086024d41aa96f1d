package io.hearsay.membership;

import io.hearsay.Address;
import io.hearsay.Environment;
import io.hearsay.NodeId;
import io.hearsay.Peer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One node's view of its cluster, and the rules by which news changes it.
 *
 * <p>The parts of membership (SWIM, joining, healing, watch links) share one view: they tell it what they hear and find
 * out, it decides, queues what has to be passed on, remembers why, and emits {@link MemberEvent}s. Not thread-safe;
 * bounded by its {@link MembershipConfig}.
 */
public final class Membership {
    /*
     * The order of news about one name (SWIM section 4.2, beyond it architecture section 4):
     *
     *   1. a removed epoch stays removed, whatever else is said of it
     *   2. a later life (epoch, then instance) beats an earlier one
     *   3. within one life a higher incarnation beats a lower one; only its subject raises it
     *   4. within one incarnation ALIVE < SUSPECT < DEAD
     */
    private static final int REFUSALS_THAT_CONFIRM = 2;

    private final MembershipConfig config;
    private final Environment env;
    private final MemberTable table;
    private final Tombstones tombstones;
    private final Provenance provenance;
    private final UpdateQueue queue = new UpdateQueue();
    private final Plausibility plausibility = new Plausibility();
    private final OwnLife own;
    /** Who was named last of those not in the view: the updates of one packet come from one peer. */
    private @Nullable Peer stranger;

    private String strangerName = "";

    /** Creates a view that holds this node alone. */
    public Membership(MembershipConfig config, Environment env, MemberRecord self) {
        this.config = config;
        this.env = env;
        this.table = new MemberTable(new Row(self, env.nowNanos()));
        this.tombstones = new Tombstones(config);
        this.provenance = new Provenance(config.provenance(), env);
        this.own = new OwnLife(config.damping(), env, table, plausibility, this::spread);
    }

    // What others may read.

    /** This node's own row. */
    public Row self() {
        return table.self();
    }

    /** Everybody known and not removed, this node and the dead included. */
    public Collection<Row> rows() {
        return table.rows();
    }

    /** The live members but this node. */
    public List<Row> others() {
        return table.others();
    }

    /** How many members live, this node included. */
    public int liveCount() {
        return table.others().size() + 1;
    }

    /** The row of this name. */
    public @Nullable Row row(String name) {
        return table.row(name);
    }

    /** The row of this running process. */
    public @Nullable Row ofInstance(long instance) {
        return table.ofInstance(instance);
    }

    /** A number that two nodes share exactly when they hold the same lives and incarnations of the same members. */
    public long digest() {
        return table.digest();
    }

    /** A number that two nodes share exactly when they hold the same tombstones; 0 when there are none. */
    public long removedDigest() {
        return tombstones.digest();
    }

    /** The removals that are still kept. */
    public List<Update> removals() {
        return tombstones.removals();
    }

    /** The removal that bars this life, one that everybody has acknowledged included; null if there is none. */
    public @Nullable Update removalOf(NodeId id) {
        return tombstones.removalOf(id, self().name());
    }

    /** Whose acknowledgement of this removal is still awaited; empty if nobody's. */
    public List<String> awaited(NodeId removed) {
        return tombstones.awaited(removed);
    }

    /** The oldest removals that the peer has not acknowledged, at least this old, at most so many. */
    public List<Removal> removalsFor(Peer peer, long minAgeNanos, int max) {
        Row row = table.ofInstance(peer.instance());
        return row == null ? List.of() : tombstones.awaiting(row.name(), env.nowNanos() - minAgeNanos, max);
    }

    /** What was believed of this name, oldest first, as far as it is remembered. */
    public List<Verdict> why(String name) {
        return provenance.about(name);
    }

    /** How many claims were refused because their epoch or incarnation was absurdly high. */
    public long implausible() {
        return plausibility.refused();
    }

    /** Where to send to the member: its first address of a family that this node has, too; null if there is none. */
    public @Nullable Peer peer(Row row) {
        Address address = row.record().addressFor(self().record());
        return address == null ? null : new Peer(address, row.id().instance());
    }

    // What is to be passed on.

    /** The next update to add to a packet, or null. */
    public @Nullable Update nextUpdate(int roomBytes) {
        return queue.next(roomBytes, config.transmitLimit(liveCount()));
    }

    /** Whether there are updates to pass on. */
    public boolean hasNews() {
        return !queue.isEmpty();
    }

    /** There is nobody left to tell: whoever comes back learns by comparing views, and our verdicts may be wrong. */
    public void dropNews() {
        queue.clear();
    }

    /** Passes an update on. */
    public void spread(Update update) {
        if (queue.isEmpty()) env.emit(new MembershipSignal.News());
        queue.add(update);
    }

    // What this node finds out or decides itself.

    /** SWIM's local health multiplier, noted in every verdict. */
    public void localHealth(int multiplier) {
        provenance.localHealth(multiplier);
    }

    /** Something authentic arrived from this process. */
    public void heardFrom(Peer from) {
        Row row = table.ofInstance(from.instance());
        if (row != null) row.heard(env.nowNanos());
    }

    /** This node has probed the member in vain. */
    public void suspect(Row row, Evidence evidence, String detail) {
        if (own.standsBack()) return;
        accuse(new Update.Suspect(row.id(), row.incarnation(), self().name(), evidence), self().name(), detail);
    }

    /** This node saw the member's link break, its port refuse, and a probe go unanswered. */
    public void accuseGone(Row row) {
        gone(new Update.Gone(row.id(), row.incarnation(), self().name()), self().name());
    }

    /** This node waited long enough for the suspect to refute. */
    public void confirm(Row row) {
        List<String> accusers = row.accusers().isEmpty() ? List.of(self().name()) : row.accusers();
        bury(new Update.Dead(row.id(), row.incarnation(), Evidence.SUSPICION_EXPIRED, accusers), self().name(), "");
    }

    /** This node alone, on grounds of its own, gives up one that it believed to live. */
    public void giveUp(Row row, Evidence evidence, String detail) {
        List<String> accusers = List.of(self().name());
        bury(new Update.Dead(row.id(), row.incarnation(), evidence, accusers), self().name(), detail);
    }

    /** Removes a life for good, by a command. */
    public void forget(NodeId id) {
        remove(new Update.Forgotten(id, self().name()), self().name());
    }

    /** Says goodbye for this node; from now on it refutes nothing. */
    public Update.Left leave() {
        return own.leave();
    }

    /** Changes what this node says of itself, under a higher incarnation. */
    public void restate(UnaryOperator<MemberRecord> change) {
        own.restate(change);
    }

    /** Begins a later life of this node's name in the same process: an epoch of its own name stood in its way. */
    public void raiseEpoch(long epoch) {
        own.raiseEpoch(epoch);
    }

    /** A ping of this node's own was answered in time, without help, or was not. */
    public void pinged(boolean answered) {
        own.pinged(answered);
    }

    /** Whether this node stands back: others reach it so badly that it neither refutes nor accuses. */
    public boolean standsBack() {
        return own.standsBack();
    }

    // What this node hears.

    /** Takes in an update; {@code from} is the peer that passed it on. */
    public void hear(Update update, Peer from) {
        if (isImplausible(update.subject())) return;
        if (update.subject().name().equals(self().name())) own.hear(update);
        else if (!update.isAccusation() || !isDead(from)) hearOfOther(update, from, nameOf(from));
    }

    /**
     * The accusations of one that was given up here count for nothing until it has refuted: it may hear nobody, and
     * would set every healthy member flapping.
     */
    private boolean isDead(Peer from) {
        Row row = table.ofInstance(from.instance());
        return !config.heedsTheDead() && row != null && !row.isLive();
    }

    /**
     * What somebody who speaks to us ought to know: that it was given up, and should refute; or removed, and should
     * stop.
     */
    public @Nullable Update wordFor(Peer peer) {
        Row row = table.ofInstance(peer.instance());
        if (row == null) return tombstones.removalOf(peer.instance());
        if (row.isLive()) return null;
        return new Update.Dead(row.id(), row.incarnation(), Evidence.SECOND_HAND, List.of(self().name()));
    }

    private void hearOfOther(Update update, Peer from, String source) {
        if (update instanceof Update.Alive alive) alive(alive.record(), from, source);
        else if (update instanceof Update.Suspect suspect) accuse(suspect, source, "");
        else if (update instanceof Update.Gone gone) gone(gone, source);
        else if (update instanceof Update.Dead dead) bury(dead, source, "");
        else remove(update, source);
    }

    /** Takes in what another node believes of a member, when views are compared. */
    public void learn(Standing standing, Peer from) {
        MemberRecord record = standing.record();
        if (isImplausible(record.id())) return;
        if (record.name().equals(self().name())) {
            boolean accused =
                    standing.state() != MemberState.ALIVE && record.id().equals(self().id());
            own.hear(accused ? standing.accusation(nameOf(from)) : new Update.Alive(record));
            return;
        }
        Row row = table.row(record.name());
        if (standing.state() != MemberState.DEAD) alive(record, from, nameOf(from));
        else if (row == null || record.id().supersedes(row.id())) learnOfDead(standing, row, nameOf(from));
        else tellTheAccused(row, standing, nameOf(from));
    }

    /** One that died before this node knew of it enters the view without an event: nothing happened now. */
    private void learnOfDead(Standing standing, @Nullable Row before, String source) {
        MemberRecord record = standing.record();
        if (tombstones.covers(record.id()) || tombstones.hasGaps() || isFull()) return;
        if (before != null) replace(before, source);
        Row row = table.insert(record, MemberState.DEAD, env.nowNanos());
        table.change(row, () -> row.raiseIncarnation(standing.incarnation()));
        provenance.note(row, null, Evidence.SECOND_HAND, List.of(source), source, "");
    }

    /**
     * Another part of the cluster gave up one that lives here. It is not believed: the accused is told, and its
     * refutation convinces both; if it cannot refute, our own probe will find out.
     */
    private void tellTheAccused(Row row, Standing standing, String source) {
        if (!row.id().equals(standing.record().id()) || standing.incarnation() < row.incarnation()) return;
        if (!row.isLive()) table.change(row, () -> row.raiseIncarnation(standing.incarnation()));
        else doubt(row, standing.accusation(source));
    }

    private void doubt(Row row, Update.Suspect suspect) {
        Peer accused = peer(row);
        if (accused != null) env.send(accused, suspect);
        if (row.state() == MemberState.SUSPECT) accuse(suspect, suspect.accuser(), "");
        else env.emit(new MembershipSignal.Doubted(row.id()));
    }

    /** A member that holds all the tombstones that were here when {@link #lastRemoval} was {@code upTo}. */
    public void acknowledgedRemovals(Peer by, long upTo) {
        Row row = table.ofInstance(by.instance());
        if (row != null) tombstones.acknowledgedBy(row.name(), upTo);
    }

    /** The number of the latest tombstone. */
    public long lastRemoval() {
        return tombstones.last();
    }

    /** The introducer has lost tombstones, so what it told us may include ghosts. */
    public void inheritGaps() {
        tombstones.inheritGaps();
    }

    /** Whether a stranger has to answer first-hand before it is believed in. */
    public boolean hasGaps() {
        return tombstones.hasGaps();
    }

    /** Drops the dead and the tombstones that are older than the longest absence; to be called now and then. */
    public void sweep() {
        long now = env.nowNanos();
        tombstones.sweep(now);
        List<Row> old = new ArrayList<>();
        for (Row row : table.rows())
            if (row.state() == MemberState.DEAD
                    && now - row.sinceNanos() > config.maxAbsence().toNanos()) old.add(row);
        old.forEach(table::remove);
        if (!old.isEmpty()) tombstones.inheritGaps();
    }

    // The rules.

    private void alive(MemberRecord record, Peer from, String source) {
        if (tombstones.covers(record.id())) return;
        Row row = table.row(record.name());
        if (row == null) stranger(record, from, source);
        else if (record.id().supersedes(row.id())) {
            replace(row, source);
            admit(record, source);
        } else if (record.id().equals(row.id())) renew(row, record, source);
    }

    private void stranger(MemberRecord record, Peer from, String source) {
        boolean firstHand = from.instance() == record.id().instance();
        if (tombstones.hasGaps() && !firstHand) env.emit(new MembershipSignal.Hearsay(record));
        else admit(record, source);
    }

    /** Lets somebody into the view who has answered first-hand, or of whom nothing speaks against it. */
    public void admit(MemberRecord record, String source) {
        if (tombstones.covers(record.id()) || table.row(record.name()) != null || isFull()) return;
        Row row = table.insert(record, MemberState.ALIVE, env.nowNanos());
        provenance.note(row, null, Evidence.OWN_WORD, List.of(), source, "");
        env.emit(new MemberEvent.Joined(row.snapshot()));
        spread(new Update.Alive(record));
    }

    private boolean isFull() {
        return table.rows().size() >= config.maxMembers();
    }

    private void replace(Row row, String source) {
        MemberState before = row.state();
        if (before.isLive()) {
            table.change(row, () -> row.become(MemberState.DEAD, env.nowNanos()));
            Verdict why = provenance.note(
                    row, before, Evidence.REPLACED, List.of(source), source, "a later life of its name appeared");
            env.emit(new MemberEvent.Died(row.snapshot(), why));
        }
        table.remove(row);
    }

    private void renew(Row row, MemberRecord record, String source) {
        if (record.incarnation() <= row.incarnation()) {
            // A missed record of an incarnation that was heard of in an accusation: the words are new, the fact is not.
            if (record.incarnation() > row.record().incarnation()) table.change(row, () -> row.renew(record));
            return;
        }
        MemberState before = row.state();
        boolean changed = !record.tags().equals(row.record().tags())
                || !record.addresses().equals(row.record().addresses());
        table.change(row, () -> {
            row.renew(record);
            row.become(MemberState.ALIVE, env.nowNanos());
        });
        if (before != MemberState.ALIVE) {
            own.anotherRefuted();
            provenance.note(row, before, Evidence.OWN_WORD, List.of(), source, "");
        }
        if (before == MemberState.DEAD) env.emit(new MemberEvent.Returned(row.snapshot()));
        else if (before == MemberState.SUSPECT) env.emit(new MemberEvent.Recovered(row.snapshot()));
        if (changed) env.emit(new MemberEvent.Changed(row.snapshot()));
        spread(new Update.Alive(record));
    }

    private void accuse(Update.Suspect suspect, String source, String detail) {
        Row row = accused(suspect.subject(), suspect.incarnation());
        if (row == null || !row.accusedBy(suspect.accuser())) return;
        if (row.state() == MemberState.SUSPECT && suspect.incarnation() == row.incarnation()) {
            env.emit(new MembershipSignal.Accused(suspect));
            return;
        }
        MemberState before = row.state();
        table.change(row, () -> {
            row.raiseIncarnation(suspect.incarnation());
            row.become(MemberState.SUSPECT, env.nowNanos());
        });
        Verdict why = provenance.note(row, before, suspect.evidence(), row.accusers(), source, detail);
        env.emit(new MemberEvent.Suspected(row.snapshot(), why));
        spread(suspect);
    }

    private void gone(Update.Gone gone, String source) {
        Row row = accused(gone.subject(), gone.incarnation());
        if (row == null || !row.refusedTo(gone.accuser())) return;
        spread(gone);
        if (row.refusers().size() >= REFUSALS_THAT_CONFIRM)
            bury(new Update.Dead(row.id(), row.incarnation(), Evidence.PORT_REFUSED, row.refusers()), source, "");
    }

    private @Nullable Row accused(NodeId subject, long incarnation) {
        Row row = table.row(subject.name());
        if (row == null || !row.isLive() || !row.id().equals(subject) || incarnation < row.incarnation()) return null;
        return plausibility.ofIncarnation(incarnation, row.incarnation()) ? row : null;
    }

    private void bury(Update.Dead dead, String source, String detail) {
        Row row = accused(dead.subject(), dead.incarnation());
        if (row == null) return;
        MemberState before = row.state();
        table.change(row, () -> {
            row.raiseIncarnation(dead.incarnation());
            row.become(MemberState.DEAD, env.nowNanos());
        });
        Verdict why = provenance.note(row, before, dead.evidence(), dead.accusers(), source, detail);
        env.emit(new MemberEvent.Died(row.snapshot(), why));
        spread(dead);
    }

    private void remove(Update removal, String source) {
        NodeId subject = removal.subject();
        Row row = table.row(subject.name());
        if (tombstones.covers(subject) || (row != null && row.id().epoch() > subject.epoch())) return;
        tombstones.add(removal, Tombstones.everybody(table.rows(), self().name(), source), env.nowNanos());
        spread(removal);
        if (row == null) return;
        MemberState before = row.state();
        MemberState after = removal instanceof Update.Left ? MemberState.LEFT : MemberState.FORGOTTEN;
        table.remove(row);
        row.become(after, env.nowNanos());
        boolean byCommand = removal instanceof Update.Forgotten;
        List<String> accusers = removal instanceof Update.Forgotten forgotten ? List.of(forgotten.by()) : List.of();
        provenance.note(row, before, byCommand ? Evidence.COMMAND : Evidence.OWN_WORD, accusers, source, "");
        if (removal instanceof Update.Forgotten forgotten)
            env.emit(new MemberEvent.Forgotten(row.snapshot(), forgotten.by()));
        else env.emit(new MemberEvent.Left(row.snapshot()));
    }

    private boolean isImplausible(NodeId id) {
        Row row = table.row(id.name());
        return !plausibility.ofEpoch(
                id.epoch(),
                Math.max(self().id().epoch(), row == null ? 0 : row.id().epoch()));
    }

    private String nameOf(Peer from) {
        Row row = table.ofInstance(from.instance());
        if (row != null) return row.name();
        if (!from.equals(stranger)) {
            stranger = from;
            strangerName = "somebody at " + from.address();
        }
        return strangerName;
    }
}
