package io.hearsay.sampling.hyparview;

import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.SmallMap;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The neighbours, longest held first. */
final class ActiveView implements Peers {
    private final int capacity;
    private final SmallMap<Neighbour> neighbours = new SmallMap<>();

    /** One of them, and what its link has shown. */
    static final class Neighbour {
        final Peer peer;
        long heardNanos;
        long pingedNanos;
        long pings;
        /** The last round trip measured; 0 if none. */
        long rttNanos;

        private Neighbour(Peer peer, long nowNanos) {
            this.peer = peer;
            this.heardNanos = nowNanos;
            this.pingedNanos = nowNanos;
        }
    }

    ActiveView(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public int size() {
        return neighbours.size();
    }

    boolean hasRoom() {
        return neighbours.size() < capacity;
    }

    int free() {
        return capacity - neighbours.size();
    }

    boolean contains(Peer peer) {
        return neighbours.contains(peer.instance());
    }

    @Nullable
    Neighbour find(Peer peer) {
        return neighbours.get(peer.instance());
    }

    void add(Peer peer, long nowNanos) {
        neighbours.put(peer.instance(), new Neighbour(peer, nowNanos));
    }

    boolean remove(Peer peer) {
        return neighbours.remove(peer.instance()) != null;
    }

    List<Neighbour> all() {
        return neighbours.values();
    }

    List<Peer> peers() {
        List<Peer> peers = new ArrayList<>(neighbours.size());
        for (Neighbour neighbour : neighbours) peers.add(neighbour.peer);
        return peers;
    }

    @Override
    public List<Peer> sample(int count, RandomGenerator random) {
        List<Peer> chosen = peers();
        int wanted = Math.min(count, chosen.size());
        for (int i = 0; i < wanted; i++) {
            int pick = i + random.nextInt(chosen.size() - i);
            Peer picked = chosen.set(pick, chosen.get(i));
            chosen.set(i, picked);
        }
        return new ArrayList<>(chosen.subList(0, wanted));
    }

    /** Any neighbour but these two; null if there is none. */
    @Nullable
    Peer anyBut(Peer one, Peer other, RandomGenerator random) {
        for (Peer peer : sample(neighbours.size(), random))
            if (peer.instance() != one.instance() && peer.instance() != other.instance()) return peer;
        return null;
    }

    /** The farthest neighbour whose round trip is known, the longest held ones apart; null if there is none. */
    @Nullable
    Neighbour farthest(int apart) {
        Neighbour farthest = null;
        int place = 0;
        for (Neighbour each : neighbours)
            if (place++ >= apart && each.rttNanos > 0 && (farthest == null || each.rttNanos > farthest.rttNanos))
                farthest = each;
        return farthest;
    }
}
