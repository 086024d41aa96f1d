package io.hearsay.antientropy.scuttlebutt;

import io.hearsay.Environment;
import io.hearsay.NodeId;
import io.hearsay.Peer;
import java.util.List;

/** Takes in what others' owners have written, if nothing before it is missing. */
final class Replica {
    /** More owners than membership knows members; further ones are refused. */
    private static final int MAX_OWNERS = 1 << 17;

    /** A generation further ahead is damage or malice, and believing it could never be undone. */
    private static final long MAX_JUMP = 1L << 32;

    private final Environment env;
    private final Company company;
    private final States states;
    private final Tally tally;
    private final boolean beats;
    private final String self;
    private long highestEpoch;

    Replica(Environment env, Company company, OwnerState own, boolean beats, Tally tally) {
        this.env = env;
        this.company = company;
        this.beats = beats;
        this.self = own.owner().name();
        this.highestEpoch = own.owner().epoch();
        this.tally = tally;
        this.states = new States(this::admits, beats);
        states.put(own);
    }

    States states() {
        return states;
    }

    /** This node's own state is nobody else's to say, and a life must be plausible and known. */
    private boolean admits(NodeId owner) {
        if (owner.name().equals(self)) return false;
        boolean isPlausible = owner.epoch() - highestEpoch <= MAX_JUMP;
        boolean hasRoom = states.all().size() < MAX_OWNERS || states.of(owner.name()) != null;
        if (isPlausible && hasRoom) return company.knows(owner);
        tally.refused++;
        return false;
    }

    void apply(Delta delta, Peer from) {
        NodeId owner = delta.owner();
        if (owner.name().equals(self)) refuseOwn(delta);
        else if (admits(owner)) {
            OwnerState state = stateOf(owner);
            applyTo(state, delta);
            heardOf(state, delta.upTo(), from);
        }
    }

    /** Whoever has written a version has run since it wrote the one before, whether or not it is held here. */
    private void heardOf(OwnerState state, long version, Peer from) {
        long before = state.heard();
        if (state.heardOf(version) && beats) env.emit(new Beat(state.owner(), before, version, from));
    }

    private void refuseOwn(Delta delta) {
        tally.refused++;
        OwnerState own = states.of(self);
        if (beats && own != null && delta.owner().epoch() >= own.owner().epoch()) env.emit(new Claimed(delta));
    }

    /** What a digest says of one owner; it is counted if the one who speaks is in a life that is over. */
    void meet(Known theirs, Peer from) {
        OwnerState held = states.of(theirs.owner().name());
        if (held == null || held == states.of(self)) return;
        if (held.owner().equals(theirs.owner())) heardOf(held, theirs.version(), from);
        else if (theirs.owner().instance() == from.instance() && held.owner().lifeCompare(theirs.owner()) > 0)
            tally.refused++;
    }

    /** The state of that very life; a later life replaces an earlier one. */
    private OwnerState stateOf(NodeId owner) {
        OwnerState held = states.of(owner.name());
        if (held != null && held.owner().lifeCompare(owner) >= 0) return held;
        if (held != null) drop(held);
        OwnerState begun = new OwnerState(owner, env.nowNanos());
        states.put(begun);
        highestEpoch = Math.max(highestEpoch, owner.epoch());
        return begun;
    }

    private void applyTo(OwnerState state, Delta delta) {
        if (!state.owner().equals(delta.owner())) return;
        boolean misses = States.missesDeletes(state.known(), delta.collected());
        // In the middle of a reset, one that collected less could bring back what was deleted in between.
        boolean isStale = state.version() < state.collected() && delta.collected() < state.collected();
        if (delta.after() > state.version() || misses && delta.after() > 0 || isStale) {
            tally.gaps++;
            return;
        }
        if (misses) reset(state, delta.collected());
        takeIn(state, delta);
    }

    private void reset(OwnerState state, long collected) {
        if (state.version() > 0) {
            tally.resets++;
            state.forEachLive(entry -> env.emit(new StateChanged(state.owner(), entry.key(), null)));
        }
        state.reset(collected);
    }

    private void takeIn(OwnerState state, Delta delta) {
        for (Entry entry : delta.entries()) {
            if (entry.version() <= state.version()) continue;
            if (!state.hasRoomFor(entry)) {
                tally.refused++;
                return;
            }
            take(state, entry);
        }
        state.advanceTo(delta.upTo());
        if (state.version() >= delta.collected()) state.collect(delta.collected());
    }

    private void take(OwnerState state, Entry entry) {
        Entry before = state.entry(entry.key());
        boolean wasThere = before != null && !before.isTombstone();
        state.write(entry, env.nowNanos());
        tally.applied++;
        if (wasThere || !entry.isTombstone()) env.emit(new StateChanged(state.owner(), entry.key(), entry.value()));
    }

    /** Forgets those that belong to the cluster no longer. */
    void sweep() {
        for (OwnerState state : List.copyOf(states.all()))
            if (!state.owner().name().equals(self) && !company.knows(state.owner())) drop(state);
    }

    private void drop(OwnerState state) {
        states.remove(state.owner().name());
        state.forEachLive(entry -> env.emit(new StateChanged(state.owner(), entry.key(), null)));
    }
}
