package io.hearsay.antientropy.scuttlebutt;

import io.hearsay.Environment;
import io.hearsay.NodeId;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.antientropy.scuttlebutt.Packer.Owed;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttMessage.Answer;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttMessage.Deltas;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttMessage.Digest;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttTimer.Round;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds every member's state and writes this node's own.
 *
 * <p>Promises: the last value of each key comes to every member that is reachable for long enough; values in between
 * may not. Of one owner, nobody sees a later write without all earlier ones, but for those overwritten or deleted
 * since. A deleted value does not return. Own values live as long as the process: the next life says its own again.
 *
 * <p>Bounds: of one owner 1,024 keys and 128 KiB, of all as many owners as the company knows; one message is a
 * datagram. Not thread-safe, as every protocol.
 */
public final class Scuttlebutt implements Protocol<ScuttlebuttMessage, ScuttlebuttTimer> {
    /** Two counts of what a message holds. */
    private static final int COUNT_BYTES = 4;

    private final ScuttlebuttConfig config;
    private final Environment env;
    private final Tally tally = new Tally();
    private final OwnState own;
    private final Replica replica;
    private final Targets targets;
    private final Packer packer;
    private String lastPaged = "";
    private boolean hasRounds;

    /**
     * Creates one that says nothing of itself and knows nothing of others.
     *
     * @param self this node, in this life
     */
    public Scuttlebutt(ScuttlebuttConfig config, Environment env, NodeId self, Company company) {
        this.config = config;
        this.env = env;
        own = new OwnState(self, config.tombstones().toNanos(), env.nowNanos());
        replica = new Replica(env, company, own.state(), config.beats(), tally);
        targets = new Targets(company, env.random());
        packer = new Packer(config.order(), env.random());
    }

    @Override
    public void start() {}

    // Commands

    /**
     * Says something of this node.
     *
     * @param ttl after how long it is deleted, to a round, 1 ms..365 d; empty for never
     * @throws IllegalArgumentException if the key, the value or the time is none
     * @throws IllegalStateException if this node says too much of itself; nothing has changed then
     */
    public void put(String key, String value, Optional<Duration> ttl) {
        ttl.ifPresent(Entry::checkTtl);
        ensureRounds();
        boolean isNews = own.put(key, value, ttl.map(Duration::toNanos).orElse(0L), env.nowNanos());
        if (isNews) env.emit(new StateChanged(own.state().owner(), key, value));
    }

    /** Says it no longer; false if there is no such key. */
    public boolean delete(String key) {
        boolean wasThere = own.delete(key, env.nowNanos());
        if (wasThere) tellGone(key);
        return wasThere;
    }

    /** This node goes on under a later life, and what it says of itself with it. */
    public void renew(NodeId self) {
        own.renew(self);
        replica.states().put(own.state());
    }

    /** The value of a member's key; null if there is none. */
    public @Nullable Entry entry(String owner, String key) {
        OwnerState state = replica.states().of(owner);
        Entry entry = state == null ? null : state.entry(key);
        return entry == null || entry.isTombstone() ? null : entry;
    }

    /** What is known of one member. */
    public Optional<Snapshot> state(String owner) {
        return Optional.ofNullable(replica.states().of(owner)).map(OwnerState::snapshot);
    }

    /** What is known of all members, this one included, in the order of names. */
    public List<Snapshot> states() {
        return replica.states().all().stream().map(OwnerState::snapshot).toList();
    }

    /** What it has done so far. */
    public ScuttlebuttStats stats() {
        return tally.snapshot();
    }

    // Inputs

    /** Where nobody writes, nothing runs. */
    private void ensureRounds() {
        if (hasRounds) return;
        hasRounds = true;
        env.schedule((long) (env.random().nextDouble() * config.round().toNanos()), new Round());
    }

    @Override
    public void expire(ScuttlebuttTimer timer) {
        env.schedule(config.round(), timer);
        own.expire(env.nowNanos()).forEach(this::tellGone);
        own.collect(env.nowNanos());
        if (config.beats()) own.beat();
        replica.sweep();
        if (!replica.states().isBlank()) gossip();
    }

    private void tellGone(String key) {
        env.emit(new StateChanged(own.state().owner(), key, null));
    }

    private void gossip() {
        List<Digest> pages = pages();
        for (Peer target : targets.next()) send(target, pages);
    }

    private void send(Peer target, List<Digest> pages) {
        tally.digests += pages.size();
        for (Digest page : pages) env.send(target, page);
    }

    /** Gossips with this peer now, out of turn. */
    public void contact(Peer peer) {
        if (!replica.states().isBlank()) send(peer, pages());
    }

    /** The next pages of the digest, to its end at most; behind that it begins again. */
    private List<Digest> pages() {
        List<Digest> pages = new ArrayList<>();
        do {
            Digest page = replica.states().page(lastPaged, config.roomBytes());
            pages.add(page);
            lastPaged = page.upTo();
        } while (pages.size() < config.pages() && !lastPaged.isEmpty());
        return pages;
    }

    @Override
    public void receive(Peer from, ScuttlebuttMessage message) {
        ensureRounds();
        if (message instanceof Digest digest) onDigest(from, digest);
        else if (message instanceof Answer answer) onAnswer(from, answer);
        else if (message instanceof Deltas deltas) onDeltas(from, deltas.deltas());
        else throw new AssertionError(message);
    }

    private void onDigest(Peer from, Digest digest) {
        for (Known theirs : digest.known()) replica.meet(theirs, from);
        States.Difference difference = replica.states().compare(digest);
        int room = config.roomBytes() - COUNT_BYTES;
        List<Known> wanted = new ArrayList<>();
        for (Known lacking : difference.wanted()) {
            if (lacking.sizeBytes() > room) break;
            room -= lacking.sizeBytes();
            wanted.add(lacking);
        }
        List<Delta> deltas = pack(difference.owed(), room);
        if (!wanted.isEmpty() || !deltas.isEmpty()) env.send(from, new Answer(wanted, deltas));
    }

    private void onAnswer(Peer from, Answer answer) {
        onDeltas(from, answer.deltas());
        List<Delta> deltas = pack(replica.states().owed(answer.wanted()), config.roomBytes() - COUNT_BYTES);
        if (!deltas.isEmpty()) env.send(from, new Deltas(deltas));
    }

    private void onDeltas(Peer from, List<Delta> deltas) {
        for (Delta delta : deltas) replica.apply(delta, from);
    }

    private List<Delta> pack(List<Owed> owed, int room) {
        List<Delta> deltas = packer.pack(owed, room);
        for (Delta delta : deltas) tally.sent += delta.entries().size();
        return deltas;
    }
}
