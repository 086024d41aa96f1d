package io.hearsay.membership.healing;

import io.hearsay.Address;
import io.hearsay.Batch;
import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberState;
import io.hearsay.membership.Membership;
import io.hearsay.membership.MembershipSignal.ContactWanted;
import io.hearsay.membership.MembershipSignal.ProbeFailed;
import io.hearsay.membership.Row;
import io.hearsay.membership.healing.HealingTimer.AskAgain;
import io.hearsay.membership.healing.HealingTimer.CountAnswers;
import io.hearsay.membership.healing.HealingTimer.MergeOver;
import io.hearsay.membership.healing.HealingTimer.Turn;
import io.hearsay.wire.MalformedMessageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls the lost for ever, whatever their age, at a rate that does not grow with the cluster.
 *
 * <p>Promises that two parts of a cluster that can reach each other again find each other: each of them makes about one
 * call in {@link HealingConfig#interval} to somebody lost, and one to each lost seed, which each of its own members
 * calls once a minute at least. Does not promise when: it is chance. Bounded: at most {@value #MAX_CALLS} calls in a
 * turn, past addresses as configured, {@value #MAX_SEEDS} seeds.
 */
public final class Healing implements Protocol<Message, HealingTimer> {
    /** Under this key the addresses of earlier peers are stored. */
    public static final String PEERS_KEY = "peers";

    private static final int MAX_CALLS = 32;
    private static final int MAX_SEEDS = 1_024;
    /** Nobody else may know this seed: it is called at least so often. */
    private static final long SEED_PATIENCE_NANOS = 60_000_000_000L;
    /**
     * A node that sees nobody has only its past to turn to; so have seeds that all began again and found each other.
     */
    private static final int CALLS_WHEN_ALONE = 4;
    /** Those that died so much before the last one count as lost on another occasion. */
    private static final long SAME_LOSS_NANOS = 60_000_000_000L;

    private final HealingConfig config;
    private final Environment env;
    private final Membership membership;
    private final PartitionSense partition;
    private final PastPeers past;
    /** Each seed, and when it was called last. */
    private final Map<Address, Long> seeds = new LinkedHashMap<>();

    private final @Nullable String damage;
    private int returned;
    private long lastReturnNanos;
    private boolean isFirstTurn = true;
    private long seenDigest;
    private boolean isUnsaved;
    private long savedNanos = Long.MIN_VALUE / 2;

    /**
     * Creates the protocol over a view that it shares with the other parts of membership.
     *
     * @param stored what an earlier life of this node stored under {@link #PEERS_KEY}; damage is reported and survived
     */
    public Healing(HealingConfig config, Environment env, Membership membership, byte @Nullable [] stored) {
        this.config = config;
        this.env = env;
        this.membership = membership;
        this.partition = new PartitionSense(config.partition(), env, membership);
        this.past = new PastPeers(config.past());
        this.damage = restore(past, stored);
    }

    private static @Nullable String restore(PastPeers past, byte @Nullable [] stored) {
        if (stored == null || stored.length == 0) return null;
        try {
            past.decode(stored);
            return null;
        } catch (MalformedMessageException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /**
     * Replaces the seeds: their addresses have been looked up again. One that was not among them is called in the next
     * turn, the first ones later: those are being joined.
     */
    public void seeds(List<Address> addresses) {
        Map<Address, Long> before = new LinkedHashMap<>(seeds);
        long calledNanos = before.isEmpty() ? env.nowNanos() : env.nowNanos() - SEED_PATIENCE_NANOS;
        seeds.clear();
        for (Address address : addresses)
            if (seeds.size() < MAX_SEEDS) seeds.put(address, before.getOrDefault(address, calledNanos));
    }

    @Override
    public void start() {
        if (damage != null) env.emit(new HealingEvent.PastPeersDamaged(damage));
        // The first turn comes soon, and is everybody's: a restarted node may have nothing but its past.
        env.schedule(env.random().nextLong(config.interval().toNanos() / 20 + 1), new Turn());
    }

    @Override
    public void receive(Peer from, Message message) {
        throw new AssertionError(message);
    }

    @Override
    public void expire(HealingTimer timer) {
        if (timer instanceof Turn) onTurn();
        else if (timer instanceof MergeOver over) onMergeOver(over);
        else if (timer instanceof AskAgain again) partition.onAskAgain(again);
        else if (timer instanceof CountAnswers count) partition.onCountAnswers(count);
        else throw new AssertionError(timer);
    }

    /** Hears what the view and the probes report. */
    @Override
    public void onEvent(Event event) {
        if (event instanceof ProbeFailed failed) onProbeFailed(failed);
        else if (event instanceof MemberEvent.Died died) partition.died(died);
        else if (event instanceof MemberEvent.Returned back) onReturned(back);
        else if (event instanceof MemberEvent.Left left)
            partition.removed(left.member().name());
        else if (event instanceof MemberEvent.Forgotten gone)
            partition.removed(gone.member().name());
    }

    /** Whoever probes in vain knocks as well, without a name: a later life of that member, or another, may answer. */
    private void onProbeFailed(ProbeFailed failed) {
        partition.probeFailed();
        Row row = membership.row(failed.member().name());
        Peer peer = row == null ? null : membership.peer(row);
        if (peer != null) env.emit(new ContactWanted(peer.address()));
    }

    // Calling.

    private void onTurn() {
        long interval = config.interval().toNanos();
        env.schedule(interval * 3 / 4 + env.random().nextLong(interval / 2 + 1), new Turn());
        noteSeen();
        if (env.nowNanos() - savedNanos >= config.persistEvery().toNanos()) save();
        List<Address> wantedSeeds = new ArrayList<>();
        long overdue = env.nowNanos() - SEED_PATIENCE_NANOS;
        seeds.forEach((seed, calledNanos) -> {
            if (calledNanos <= overdue || isMyTurn()) wantedSeeds.add(seed);
        });
        boolean isMine = isFirstTurn || isMyTurn();
        if (isMine || !wantedSeeds.isEmpty()) call(isMine, wantedSeeds);
        isFirstTurn = false;
    }

    private void call(boolean isMine, List<Address> wantedSeeds) {
        Set<Address> live = addressesOfLive();
        Set<Address> calls = new LinkedHashSet<>();
        if (isMine) callLost(live, calls);
        wantedSeeds.removeIf(live::contains);
        draw(wantedSeeds, MAX_CALLS - calls.size(), calls);
        for (Address address : calls) {
            seeds.replace(address, env.nowNanos());
            env.emit(new ContactWanted(address));
        }
    }

    private boolean isMyTurn() {
        return env.random().nextInt(membership.liveCount()) == 0;
    }

    private Set<Address> addressesOfLive() {
        Set<Address> live = new LinkedHashSet<>(membership.self().record().addresses());
        for (Row row : membership.others()) live.addAll(row.record().addresses());
        return live;
    }

    /** One of the latest loss, where a split heals soonest, and one of all that were ever lost. */
    private void callLost(Set<Address> live, Set<Address> calls) {
        List<Row> dead = dead();
        long latest = Long.MIN_VALUE;
        for (Row row : dead) latest = Math.max(latest, row.sinceNanos());
        long from = latest - SAME_LOSS_NANOS;
        draw(addresses(dead.stream().filter(row -> row.sinceNanos() >= from).toList(), live), 1, calls);
        Set<Address> all = new LinkedHashSet<>(addresses(dead, live));
        for (Address address : past.addresses()) if (!live.contains(address)) all.add(address);
        boolean isAlone = isFirstTurn || membership.liveCount() == 1;
        draw(new ArrayList<>(all), isAlone ? CALLS_WHEN_ALONE : 1, calls);
    }

    private List<Row> dead() {
        List<Row> dead = new ArrayList<>();
        for (Row row : membership.rows()) if (row.state() == MemberState.DEAD) dead.add(row);
        return dead;
    }

    private List<Address> addresses(List<Row> rows, Set<Address> live) {
        List<Address> addresses = new ArrayList<>();
        for (Row row : rows) {
            Peer peer = membership.peer(row);
            if (peer != null && !live.contains(peer.address())) addresses.add(peer.address());
        }
        return addresses;
    }

    private void draw(List<Address> candidates, int count, Set<Address> calls) {
        for (int i = 0; i < count && !candidates.isEmpty(); i++)
            calls.add(candidates.remove(env.random().nextInt(candidates.size())));
    }

    // Mergers.

    private void onReturned(MemberEvent.Returned back) {
        partition.returned(back.member().name());
        returned++;
        lastReturnNanos = env.nowNanos();
        if (returned == 1) env.schedule(config.mergeWindow(), new MergeOver(lastReturnNanos));
    }

    private void onMergeOver(MergeOver over) {
        if (over.lastNanos() != lastReturnNanos) {
            env.schedule(
                    config.mergeWindow().toNanos() - (env.nowNanos() - lastReturnNanos),
                    new MergeOver(lastReturnNanos));
            return;
        }
        if (returned > 1) env.emit(new MemberEvent.ViewsMerged(returned));
        returned = 0;
    }

    // The past.

    /** Stores who is there now, without waiting for a turn: this node is about to go, and may come back. */
    public void remember() {
        noteSeen();
        save();
    }

    private void noteSeen() {
        if (seenDigest == membership.digest()) return;
        seenDigest = membership.digest();
        // More than can be remembered: a part of them by chance, the same rows not each time.
        List<Row> others = membership.others();
        int skipped = others.size() <= past.capacity() ? 0 : env.random().nextInt(others.size());
        int noted = Math.min(others.size(), past.capacity());
        for (int i = 0; i < noted; i++) {
            Peer peer = membership.peer(others.get((skipped + i) % others.size()));
            if (peer != null) isUnsaved |= past.seen(peer.address());
        }
    }

    private void save() {
        if (!isUnsaved) return;
        isUnsaved = false;
        savedNanos = env.nowNanos();
        env.persist(Batch.of(PEERS_KEY, past.encode()), 0);
    }
}
