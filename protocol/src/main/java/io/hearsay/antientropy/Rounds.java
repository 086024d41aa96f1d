package io.hearsay.antientropy;

import io.hearsay.Environment;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.Protocol;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

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
    private final Scopes scopes;
    private final Function<String, Peers> holders;
    private final Reconciler reconciler;
    private final Set<Peer> visits = new LinkedHashSet<>();
    private boolean runs;
    private long rounds;

    /**
     * Rounds of a node that has nothing yet.
     *
     * @param holders the others that hold what a scope's name stands for
     */
    public Rounds(
            RoundsConfig config,
            Environment env,
            Scopes scopes,
            Function<String, Peers> holders,
            Reconciler reconciler) {
        this.config = config;
        this.env = env;
        this.scopes = scopes;
        this.holders = holders;
        this.reconciler = reconciler;
    }

    @Override
    public void start() {
        ensureRounds();
    }

    /** There may be something now. */
    public void ensureRounds() {
        if (runs || filled(scopes.all()).isEmpty()) return;
        runs = true;
        scheduleRound();
    }

    private void scheduleRound() {
        long every = config.every().toNanos();
        env.schedule(every / 2 + env.random().nextLong(every), new RoundsTimer.Round());
    }

    /** Somebody has come, or come back: what is held there and here most likely differs. */
    public void arrived(Peer peer) {
        visit(peer, filled(scopes.with(peer)));
    }

    /**
     * Somebody's tags have changed, who holds now perhaps what others do not: of that something may be missing there.
     */
    public void changed(Peer peer) {
        visit(
                peer,
                filled(scopes.with(peer)).stream()
                        .filter(scope -> !scope.name().equals(Scope.ALL))
                        .toList());
    }

    private static List<Scope> filled(List<Scope> all) {
        return all.stream().filter(scope -> scope.items().count() > 0).toList();
    }

    /** The fewer hold something, the sooner each of them comes. */
    private void visit(Peer peer, List<Scope> common) {
        if (common.isEmpty() || visits.size() == MAX_VISITS || !visits.add(peer)) return;
        int visitors = common.stream()
                .mapToInt(scope -> holders.apply(scope.name()).size())
                .min()
                .orElse(0);
        long within = config.soon().toNanos() * Math.max(1, visitors / VISITORS);
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
        for (Peer peer : holders.apply(Scope.ALL).sample(1, env.random())) {
            reconciler.reconcile(peer);
            meetAnotherHolder(peer);
        }
        scheduleRound();
    }

    /** Of what few hold a random peer most likely holds nothing: one scope after the other has a round of its own. */
    private void meetAnotherHolder(Peer met) {
        List<Scope> missed = filled(scopes.all()).stream()
                .filter(scope -> !scopes.isHeldBy(met, scope.name()))
                .toList();
        if (missed.isEmpty()) return;
        Scope turn = missed.get((int) (rounds++ % missed.size()));
        for (Peer holder : holders.apply(turn.name()).sample(1, env.random())) reconciler.reconcile(holder);
    }

    private void onVisit(Peer peer) {
        visits.remove(peer);
        reconciler.reconcile(peer);
    }
}
