package io.hearsay.antientropy;

import io.hearsay.Environment;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.Protocol;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Reconciles with a random peer now and then (Demers 1987, 1.3), and soon with who comes or comes back.
 *
 * <p>Promises: while a node has anything, it meets each other one again and again; of those who hold the same each
 * meeting costs one sum each way. A node that has nothing begins with nobody: who has something comes to it. Bound:
 * sixteen visits wait; who comes when there are as many is met in a round.
 */
public final class Rounds implements Protocol<Message, RoundsTimer> {
    private static final int MAX_VISITS = 16;

    /** So many of the members visit a newcomer in the time that is called soon. */
    private static final int VISITORS = 8;

    private final RoundsConfig config;
    private final Environment env;
    private final Peers peers;
    private final ItemSet items;
    private final Reconciler reconciler;
    private final Set<Peer> visits = new LinkedHashSet<>();
    private boolean runs;

    /** Rounds of a node that has nothing yet. */
    public Rounds(RoundsConfig config, Environment env, Peers peers, ItemSet items, Reconciler reconciler) {
        this.config = config;
        this.env = env;
        this.peers = peers;
        this.items = items;
        this.reconciler = reconciler;
    }

    @Override
    public void start() {
        ensureRounds();
    }

    /** There may be something now. */
    public void ensureRounds() {
        if (runs || items.count() == 0) return;
        runs = true;
        scheduleRound();
    }

    private void scheduleRound() {
        long every = config.every().toNanos();
        env.schedule(every / 2 + env.random().nextLong(every), new RoundsTimer.Round());
    }

    /** Somebody has come, or come back: what is held there and here most likely differs. */
    public void arrived(Peer peer) {
        if (items.count() == 0 || visits.size() == MAX_VISITS || !visits.add(peer)) return;
        long within = config.soon().toNanos() * Math.max(1, peers.size() / VISITORS);
        env.schedule(env.random().nextLong(within), new RoundsTimer.Visit(peer));
    }

    @Override
    public void receive(Peer from, Message message) {
        throw new AssertionError(message);
    }

    @Override
    public void expire(RoundsTimer timer) {
        if (timer instanceof RoundsTimer.Round) onRound();
        else if (timer instanceof RoundsTimer.Visit visit) onVisit(visit.peer());
        else throw new AssertionError(timer);
    }

    private void onRound() {
        for (Peer peer : peers.sample(1, env.random())) reconciler.reconcile(peer);
        scheduleRound();
    }

    private void onVisit(Peer peer) {
        visits.remove(peer);
        reconciler.reconcile(peer);
    }
}
