package io.hearsay.dissemination.plumtree;

import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.dissemination.plumtree.Kept.Item;
import io.hearsay.dissemination.plumtree.PlumtreeMessage.Gossip;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Messages on their way to neighbours: on their links, or waiting for room there.
 *
 * <p>Who brings more than can be passed on is not read from, so that its window fills and it waits in turn, up to the
 * sender: what the slowest branch takes is what is sent. A neighbour that takes nothing for the time of patience holds
 * up nobody any more: what waits for it is announced to it instead, and it asks when it can. Bound: {@link Backlogs}.
 */
final class Pushes {
    private final Environment env;
    private final Duration patience;
    private final BiConsumer<Peer, Item> announce;
    private final Backlogs backlogs = new Backlogs();
    private final Set<Peer> paused = new LinkedHashSet<>();
    private boolean isWatching;
    private long sent;

    /**
     * Nothing on its way.
     *
     * @param announce what is done with a message that may not wait
     */
    Pushes(Environment env, Duration patience, BiConsumer<Peer, Item> announce) {
        this.env = env;
        this.patience = patience;
        this.announce = announce;
    }

    /** How many were put on links. */
    long sent() {
        return sent;
    }

    /** Whether nothing waits. */
    boolean isEmpty() {
        return backlogs.isEmpty();
    }

    void push(Peer to, Item item) {
        if (backlogs.isEmpty(to) && send(to, item)) return;
        if (!backlogs.add(to, item, env.nowNanos())) announce.accept(to, item);
    }

    private boolean send(Peer to, Item item) {
        if (!env.links().send(to, new Gossip(item.id(), item.round() + 1, item.payload()))) return false;
        sent++;
        return true;
    }

    /** A neighbour has brought something. */
    void brake(Peer from) {
        if (!backlogs.isCrowded() || !paused.add(from)) return;
        env.links().pause(from);
        watch();
    }

    private void readOn() {
        if (paused.isEmpty() || backlogs.isCrowded()) return;
        for (Peer peer : paused) env.links().resume(peer);
        paused.clear();
    }

    /** Looks after {@link Backlogs} until nothing waits: a {@link PlumtreeTimer.Impatient} follows. */
    void watch() {
        if (isWatching) return;
        isWatching = true;
        env.schedule(patience, new PlumtreeTimer.Impatient());
    }

    /** A neighbour's link has room; true if nothing waits for it now. */
    boolean hasRoom(Peer peer) {
        backlogs.hasRoom(peer);
        Item next = backlogs.next(peer);
        while (next != null && send(peer, next)) {
            backlogs.sent(peer, env.nowNanos());
            next = backlogs.next(peer);
        }
        readOn();
        return next == null;
    }

    /** What waits for a neighbour it has had from elsewhere, or will. */
    void withdraw(Peer from) {
        for (Item item : backlogs.take(from)) announce.accept(from, item);
        readOn();
    }

    /** The time of patience has passed. */
    void impatient(List<Peer> neighbours) {
        isWatching = false;
        long since = env.nowNanos() - patience.toNanos();
        for (Peer peer : neighbours)
            if (backlogs.isStuck(peer, since)) for (Item item : backlogs.tooSlow(peer)) announce.accept(peer, item);
        readOn();
        if (!backlogs.isEmpty()) watch();
    }

    void forget(Peer peer) {
        backlogs.forget(peer);
        paused.remove(peer);
        readOn();
    }
}
