package io.hearsay.antientropy.scuttlebutt;

import io.hearsay.Environment;
import io.hearsay.NodeId;
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
    private final String self;
    private long highestEpoch;

    Replica(Environment env, Company company, NodeId self, Tally tally) {
        this.env = env;
        this.company = company;
        this.self = self.name();
        this.highestEpoch = self.epoch();
        this.tally = tally;
        this.states = new States(this::admits);
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

    void apply(Delta delta) {
        NodeId owner = delta.owner();
        if (owner.name().equals(self)) tally.refused++;
        else if (admits(owner)) applyTo(stateOf(owner), delta);
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
