package io.hearsay.sampling.hyparview;

import io.hearsay.Peer;
import io.hearsay.SmallMap;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Peers that may be alive, for the day when neighbours are not; when it is full, random ones go. */
final class PassiveView {
    private final int capacity;
    private final SmallMap<Peer> peers = new SmallMap<>();
    /** Who is not to be asked before then. */
    private final SmallMap<Long> restingUntil = new SmallMap<>();

    PassiveView(int capacity) {
        this.capacity = capacity;
    }

    List<Peer> all() {
        return peers.values();
    }

    void add(Peer peer, RandomGenerator random) {
        if (capacity == 0 || peers.contains(peer.instance())) return;
        if (peers.size() == capacity) remove(peers.at(random.nextInt(capacity)));
        peers.put(peer.instance(), peer);
    }

    /** Takes it in, in place of one of those that may go; who has gone is taken off them. */
    void addFor(Peer peer, List<Peer> mayGo, RandomGenerator random) {
        while (peers.size() == capacity && !mayGo.isEmpty() && !peers.contains(peer.instance()))
            remove(mayGo.remove(0));
        add(peer, random);
    }

    void remove(Peer peer) {
        peers.remove(peer.instance());
        restingUntil.remove(peer.instance());
    }

    boolean isFull() {
        return peers.size() >= capacity;
    }

    boolean contains(Peer peer) {
        return peers.contains(peer.instance());
    }

    void rest(Peer peer, long untilNanos) {
        if (peers.contains(peer.instance())) restingUntil.put(peer.instance(), untilNanos);
    }

    /** Who may be asked now, in random order. */
    List<Peer> candidates(long nowNanos, RandomGenerator random) {
        for (int i = restingUntil.size() - 1; i >= 0; i--) if (restingUntil.at(i) <= nowNanos) restingUntil.removeAt(i);
        List<Peer> candidates = sample(peers.size(), random);
        candidates.removeIf(peer -> restingUntil.contains(peer.instance()));
        return candidates;
    }

    /** Distinct ones in random order; all of them where there are fewer. */
    List<Peer> sample(int count, RandomGenerator random) {
        List<Peer> chosen = peers.values();
        int wanted = Math.min(count, chosen.size());
        for (int i = 0; i < wanted; i++) {
            int pick = i + random.nextInt(chosen.size() - i);
            Peer picked = chosen.set(pick, chosen.get(i));
            chosen.set(i, picked);
        }
        return new ArrayList<>(chosen.subList(0, wanted));
    }

    @Nullable
    Peer any(RandomGenerator random) {
        return peers.isEmpty() ? null : peers.at(random.nextInt(peers.size()));
    }
}
