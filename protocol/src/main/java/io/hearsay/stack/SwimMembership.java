package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.Membership;
import io.hearsay.membership.MembershipSignal;
import io.hearsay.membership.Update;
import io.hearsay.membership.healing.Healing;
import io.hearsay.membership.healing.HealingTimer;
import io.hearsay.membership.phi.PhiDetector;
import io.hearsay.membership.swim.Swim;
import io.hearsay.membership.swim.SwimMessage;
import io.hearsay.membership.swim.SwimTimer;
import io.hearsay.membership.sync.Sync;
import io.hearsay.membership.sync.SyncMessage;
import io.hearsay.membership.sync.SyncTimer;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** By probes and suspicion, with views compared where they differ, watch links, and calls to the lost. */
final class SwimMembership implements FullMembership {
    private final Environment env;
    private final Membership membership;
    private final Swim swim;
    private final Sync sync;
    private final Healing healing;

    /**
     * Adds its parts.
     *
     * @param past whom earlier lives knew, as they stored it; null if nothing
     */
    SwimMembership(
            FullMembershipConfig config, Parts parts, Environment env, Membership membership, byte @Nullable [] past) {
        this.env = env;
        this.membership = membership;
        swim = parts.add(SwimMessage.class, SwimTimer.class, own -> new Swim(config.swim(), own, membership));
        sync = parts.add(SyncMessage.class, SyncTimer.class, own -> new Sync(config.sync(), own, membership));
        Sentinels.post(parts, config, membership);
        healing = parts.add(HealingTimer.class, own -> new Healing(config.healing(), own, membership, past));
    }

    @Override
    public void join(List<Address> seeds) {
        healing.seeds(seeds);
        sync.join(seeds);
    }

    @Override
    public void seeds(List<Address> seeds) {
        healing.seeds(seeds);
        sync.seeds(seeds);
    }

    @Override
    public void leave() {
        healing.remember();
        sync.leave();
    }

    @Override
    public boolean forget(String name) {
        return sync.forget(name);
    }

    @Override
    public void restate(UnaryOperator<MemberRecord> change) {
        membership.restate(change);
    }

    @Override
    public boolean isJoined() {
        return sync.isJoined();
    }

    @Override
    public int localHealth() {
        return swim.localHealth();
    }

    @Override
    public long viewDigest() {
        return membership.digest();
    }

    @Override
    public Optional<PhiDetector.Level> phi(String name) {
        return Optional.empty();
    }

    @Override
    public void hear(Update update, Peer from) {
        membership.hear(update, from);
    }

    @Override
    public @Nullable Update nextUpdate(int roomBytes) {
        return membership.nextUpdate(roomBytes);
    }

    @Override
    public boolean isForNobody(Peer from, Message message, boolean hasTree) {
        return Strangers.beats(env, from, message, Strangers.FULL_HERE)
                || Strangers.isForNobody(env, from, message, hasTree, Strangers.FULL_HERE);
    }

    @Override
    public boolean report(Event event) {
        if (event instanceof MembershipSignal.ProbeWanted wanted) swim.probe(wanted.peer(), wanted.timeoutNanos());
        return event instanceof MembershipSignal;
    }
}
