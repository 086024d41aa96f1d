package io.hearsay.membership.sync;

import io.hearsay.Address;
import io.hearsay.Environment;
import io.hearsay.LinkCause;
import io.hearsay.Peer;
import io.hearsay.membership.Membership;
import io.hearsay.membership.Update;
import io.hearsay.membership.sync.SyncMessage.Join;
import io.hearsay.membership.sync.SyncMessage.Refused;
import io.hearsay.membership.sync.SyncMessage.Welcome;
import io.hearsay.membership.sync.SyncTimer.DialMore;
import io.hearsay.membership.sync.SyncTimer.JoinRound;
import io.hearsay.membership.sync.SyncTimer.SettleRound;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the way in: calls all seeds at once, and again, until one lets this node in. Whoever has no seeds is in at
 * once, alone; being called by others counts as well, but this node's own seeds are called until one answers: who knows
 * whether that is the same cluster already.
 *
 * <p>Bound: {@value #MAX_SEEDS} seeds, the first ones.
 */
final class Joiner {
    static final int MAX_SEEDS = 1_024;

    private final SyncConfig config;
    private final Environment env;
    private final Membership membership;
    private final Outboxes outboxes;
    private final Comparisons comparisons;
    private final Set<Address> seeds = new LinkedHashSet<>();
    private final Deque<Address> toDial = new ArrayDeque<>();
    private final Set<Address> dialed = new LinkedHashSet<>();
    private final Map<Long, Boolean> welcomedWithGaps = new LinkedHashMap<>();
    private final Map<Long, Peer> applied = new LinkedHashMap<>();
    private final Map<Peer, Long> digestOf = new LinkedHashMap<>();
    private boolean active;
    private boolean joined;
    private boolean seedReached;
    private int round;

    Joiner(SyncConfig config, Environment env, Membership membership, Outboxes outboxes, Comparisons comparisons) {
        this.config = config;
        this.env = env;
        this.membership = membership;
        this.outboxes = outboxes;
        this.comparisons = comparisons;
    }

    boolean isJoined() {
        return joined;
    }

    void join(List<Address> addresses) {
        active = true;
        joined = false;
        seedReached = false;
        seeds.clear();
        learn(addresses);
        if (seeds.isEmpty()) enter(null);
        else startRound();
    }

    /** Seeds may turn up late: a file that was empty, a name that was not known yet. */
    void seeds(List<Address> addresses) {
        boolean had = !seeds.isEmpty();
        seeds.clear();
        learn(addresses);
        if (active && !seedReached && !had && !seeds.isEmpty()) startRound();
    }

    private void learn(List<Address> addresses) {
        List<Address> own = membership.self().record().addresses();
        for (Address address : addresses) if (seeds.size() < MAX_SEEDS && !own.contains(address)) seeds.add(address);
    }

    void stop() {
        active = false;
        toDial.clear();
        applied.clear();
        digestOf.clear();
    }

    private void startRound() {
        round++;
        seedReached = joined && seedReached;
        toDial.clear();
        toDial.addAll(Draws.shuffled(seeds, env.random()));
        dialSome();
        env.schedule(backoffNanos(), new JoinRound(round));
    }

    private long backoffNanos() {
        long doubled = config.join().retryMin().toNanos() << Math.min(round - 1, 10);
        long limited = Math.min(doubled, config.join().retryMax().toNanos());
        return limited * 3 / 4 + env.random().nextLong(limited / 2 + 1);
    }

    private void dialSome() {
        for (int i = 0; i < config.join().dials() && !toDial.isEmpty(); i++) dial(toDial.remove());
        if (!toDial.isEmpty()) env.schedule(config.join().dialPause(), new DialMore(round));
    }

    /** Calls one address. */
    void dial(Address address) {
        dialed.add(address);
        env.links().open(Peer.at(address));
    }

    void onRound(JoinRound timer) {
        if (active && !isIn() && timer.round() == round && !seeds.isEmpty()) startRound();
    }

    void onDialMore(DialMore timer) {
        if (active && !isIn() && timer.round() == round) dialSome();
    }

    private boolean isIn() {
        return joined && seedReached;
    }

    /** Whether this node had called there. */
    boolean linkUp(Peer peer) {
        if (!dialed.remove(peer.address())) return false;
        if (peer.instance() == membership.self().id().instance()) foundSelf(peer);
        else if (!active) env.links().close(peer, "not needed");
        else if (joined) {
            seedReached |= seeds.contains(peer.address());
            comparisons.begin(peer);
        } else apply(peer);
        return true;
    }

    /** One of our seeds is this very node, under an address that it does not know as its own. */
    private void foundSelf(Peer self) {
        env.links().close(self, "it is I");
        seeds.remove(self.address());
        if (active && !joined && seeds.isEmpty()) enter(null);
    }

    private void apply(Peer peer) {
        applied.put(peer.instance(), peer);
        outboxes.send(peer, new Join(membership.self().record()));
    }

    void linkDown(Peer peer, LinkCause cause) {
        applied.remove(peer.instance());
        digestOf.keySet().removeIf(other -> other.instance() == peer.instance());
        boolean failed = dialed.remove(peer.address()) && active;
        if (failed && seeds.contains(peer.address())) env.emit(new SyncEvent.SeedFailed(peer.address(), cause));
    }

    void onRefused(Peer from, Refused refused) {
        if (applied.remove(from.instance()) == null || joined) return;
        if (refused.reason() == Refusal.EPOCH && refused.epoch() > 0) {
            // Another introducer may have said so first.
            if (refused.epoch() > membership.self().id().epoch()) membership.raiseEpoch(refused.epoch());
            apply(from);
            return;
        }
        env.emit(new SyncEvent.JoinRefused(from.address(), refused.reason(), refused.text()));
        env.links().close(from, "refused");
    }

    void onWelcome(Peer from, Welcome welcome) {
        if (applied.remove(from.instance()) == null) return;
        seedReached = true;
        membership.hear(new Update.Alive(welcome.by()), from);
        welcomedWithGaps.put(from.instance(), welcome.gaps());
        digestOf.put(from, welcome.viewDigest());
        if (comparisons.running() == 0) compareNext();
    }

    /** One introducer's view after the other; most often the second one's is known by then. */
    private void compareNext() {
        while (!digestOf.isEmpty()) {
            Map.Entry<Peer, Long> next = digestOf.entrySet().iterator().next();
            digestOf.remove(next.getKey());
            if (joined && next.getValue() == membership.digest())
                env.links().close(next.getKey(), "nothing to compare");
            else {
                comparisons.begin(next.getKey());
                return;
            }
        }
    }

    /** A comparison with this peer has ended, whoever had begun it. */
    void compared(Peer peer) {
        if (!active) return;
        if (Boolean.TRUE.equals(welcomedWithGaps.remove(peer.instance()))) membership.inheritGaps();
        if (!joined) enter(peer.address());
        compareNext();
    }

    void enter(@Nullable Address through) {
        active = true;
        joined = true;
        membership.spread(new Update.Alive(membership.self().record()));
        env.emit(new SyncEvent.JoinedCluster(through, membership.liveCount()));
        env.schedule(config.quiet(), new SettleRound(membership.digest(), 0));
    }

    void onSettleRound(SettleRound timer) {
        if (!joined || !active) return;
        int rounds = timer.viewDigest() == membership.digest() ? timer.rounds() + 1 : 0;
        if (rounds >= config.settleRounds())
            env.emit(new SyncEvent.Settled(membership.digest(), membership.liveCount()));
        else env.schedule(config.quiet(), new SettleRound(membership.digest(), rounds));
    }
}
