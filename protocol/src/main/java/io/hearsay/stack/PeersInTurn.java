package io.hearsay.stack;

import io.hearsay.Peer;
import io.hearsay.Peers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Peers in turn: each once in a random order, then each again in another one (Das et al. 2002, section 4.3). Who comes
 * waits for the next round. Bound: one reference for each peer.
 */
final class PeersInTurn implements Peers {
    private final Peers peers;
    private final Predicate<Peer> isHere;
    private final Deque<Peer> round = new ArrayDeque<>();

    /**
     * Nobody had a turn yet.
     *
     * @param isHere whether one of them is still among the peers
     */
    PeersInTurn(Peers peers, Predicate<Peer> isHere) {
        this.peers = peers;
        this.isHere = isHere;
    }

    @Override
    public int size() {
        return peers.size();
    }

    @Override
    public List<Peer> sample(int count, RandomGenerator random) {
        Set<Peer> chosen = new LinkedHashSet<>();
        choose(count, chosen);
        if (chosen.size() < Math.min(count, size())) {
            begin(chosen, random);
            choose(count, chosen);
        }
        return new ArrayList<>(chosen);
    }

    private void choose(int count, Set<Peer> chosen) {
        while (chosen.size() < count && !round.isEmpty()) {
            Peer next = round.remove();
            if (isHere.test(next)) chosen.add(next);
        }
    }

    /** Whoever was just chosen comes last, so that nobody is chosen twice at a time. */
    private void begin(Set<Peer> chosen, RandomGenerator random) {
        List<Peer> all = peers.sample(peers.size(), random);
        for (Peer peer : all) if (!chosen.contains(peer)) round.add(peer);
        for (Peer peer : all) if (chosen.contains(peer)) round.add(peer);
    }

    @Override
    public Optional<Peer> successor() {
        return peers.successor();
    }
}
