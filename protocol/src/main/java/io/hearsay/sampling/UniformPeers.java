package io.hearsay.sampling;

import io.hearsay.Peer;
import io.hearsay.Peers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Each of the others with equal chance.
 *
 * <p>Stands on a list that somebody else keeps: whatever it holds at the moment of a call can be chosen. The ring of
 * {@link #successor} orders nodes by instance, which is random, so neighbours on it are neighbours nowhere else. Not
 * thread-safe.
 */
public final class UniformPeers implements Peers {
    private final List<Peer> others;
    private final long self;

    /**
     * Chooses from a list.
     *
     * @param others kept by the caller, without this node itself and without duplicates; quick to index
     * @param self this node's own instance
     */
    public UniformPeers(List<Peer> others, long self) {
        this.others = others;
        this.self = self;
    }

    @Override
    public int size() {
        return others.size();
    }

    /**
     * Costs about {@code count} draws, however many peers there are: redraws while few are wanted, a partial shuffle
     * otherwise.
     */
    @Override
    public List<Peer> sample(int count, RandomGenerator random) {
        int size = others.size();
        int wanted = Math.min(count, size);
        List<Peer> chosen = new ArrayList<>(wanted);
        if (2 * wanted > size) shuffleInto(chosen, wanted, random);
        else while (chosen.size() < wanted) addIfNew(chosen, others.get(random.nextInt(size)));
        return chosen;
    }

    private void shuffleInto(List<Peer> chosen, int wanted, RandomGenerator random) {
        List<Peer> rest = new ArrayList<>(others);
        for (int i = 0; i < wanted; i++) {
            int pick = i + random.nextInt(rest.size() - i);
            chosen.add(rest.get(pick));
            rest.set(pick, rest.get(i));
        }
    }

    private static void addIfNew(List<Peer> chosen, Peer peer) {
        if (!chosen.contains(peer)) chosen.add(peer);
    }

    /** Looks at every peer: n comparisons. */
    @Override
    public Optional<Peer> successor() {
        Peer lowest = null;
        Peer next = null;
        for (Peer peer : others) {
            if (lowest == null || Long.compareUnsigned(peer.instance(), lowest.instance()) < 0) lowest = peer;
            if (Long.compareUnsigned(peer.instance(), self) > 0
                    && (next == null || Long.compareUnsigned(peer.instance(), next.instance()) < 0)) next = peer;
        }
        return Optional.ofNullable(next != null ? next : lowest);
    }
}
