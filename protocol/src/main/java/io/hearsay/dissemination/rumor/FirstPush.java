package io.hearsay.dissemination.rumor;

import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.Peers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What is done at once with a rumor just heard: a few peers are told, its successor among them.
 *
 * <p>Deviation: Demers' nodes act once a cycle. Here a round would only add to the delay; and with the successor among
 * those told (Voulgaris and van Steen, Hybrid Dissemination, Middleware 2007) three copies reach everybody where
 * nothing is lost, for which random choice needs ln n and more. docs/protocols/rumor.md has the figures.
 */
final class FirstPush {
    /** What is heard while so many wait is left to the rounds. */
    private static final int MAX_WAITING = 4096;

    private final RumorConfig.FirstPush config;
    private final Environment env;
    private final Peers peers;
    private final Copies copies;
    private final Deque<Item> waiting = new ArrayDeque<>();

    FirstPush(RumorConfig.FirstPush config, Environment env, Peers peers, Copies copies) {
        this.config = config;
        this.env = env;
        this.peers = peers;
        this.copies = copies;
    }

    /** Lets a rumor wait for the next push; false if it must do without. */
    boolean add(Item item) {
        return config.fanout() > 0 && waiting.size() < MAX_WAITING && waiting.add(item);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Pushes a burst of those that wait, all to the same peers, so that they share packets. */
    void push() {
        if (waiting.isEmpty()) return;
        int fanout = isOwnAlone() ? config.ownFanout() : config.fanout();
        List<Peer> targets = targets(fanout);
        for (int i = 0; i < config.burst() && !waiting.isEmpty(); i++) push(waiting.remove(), targets, fanout);
    }

    private boolean isOwnAlone() {
        Item first = waiting.element();
        return waiting.size() == 1 && first.hops == 0 && first.inline;
    }

    /** The successor, then random peers: one more than needed, for one of them is often who told us. */
    private List<Peer> targets(int fanout) {
        List<Peer> targets = peers.sample(fanout + 1, env.random());
        Optional<Peer> successor = config.ring() ? peers.successor() : Optional.empty();
        if (successor.isEmpty()) return targets;
        targets.remove(successor.get());
        targets.add(0, successor.get());
        return targets;
    }

    private void push(Item item, List<Peer> targets, int fanout) {
        int told = 0;
        for (Peer peer : targets) {
            if (told == fanout) return;
            if (!item.isTold(peer.instance()) && copies.push(item, peer, false)) told++;
        }
    }
}
