package io.hearsay.dissemination.plumtree;

import io.hearsay.Peer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which neighbours are eager and which lazy, tree by tree; who is not known to be lazy is eager.
 *
 * <p>Bound: {@value #MAX_TREES} trees; the one unused for longest goes, and is drawn anew by a flood if it is used
 * again.
 */
final class Branches {
    /** The tree of all, where they share one. */
    static final long SHARED = 0;

    static final int MAX_TREES = 256;

    private final Map<Long, Peer> neighbours = new LinkedHashMap<>();
    private final Map<Long, Set<Long>> lazyIn = new LinkedHashMap<>(16, 0.75f, true);

    void add(Peer peer) {
        neighbours.put(peer.instance(), peer);
    }

    void remove(Peer peer) {
        neighbours.remove(peer.instance());
        for (Set<Long> lazy : lazyIn.values()) lazy.remove(peer.instance());
    }

    boolean contains(Peer peer) {
        return neighbours.containsKey(peer.instance());
    }

    List<Peer> all() {
        return List.copyOf(neighbours.values());
    }

    private Set<Long> lazy(long tree) {
        Set<Long> lazy = lazyIn.computeIfAbsent(tree, each -> new LinkedHashSet<>());
        if (lazyIn.size() > MAX_TREES) {
            Iterator<Long> oldest = lazyIn.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return lazy;
    }

    boolean isLazy(long tree, Peer peer) {
        return lazy(tree).contains(peer.instance());
    }

    void makeLazy(long tree, Peer peer) {
        if (contains(peer)) lazy(tree).add(peer.instance());
    }

    void makeEager(long tree, Peer peer) {
        lazy(tree).remove(peer.instance());
    }

    /** Those neighbours that are lazy in the tree, or those that are not. */
    List<Peer> neighbours(long tree, boolean lazyOnes) {
        Set<Long> lazy = lazy(tree);
        List<Peer> chosen = new ArrayList<>(neighbours.size());
        for (Peer peer : neighbours.values()) if (lazy.contains(peer.instance()) == lazyOnes) chosen.add(peer);
        return chosen;
    }
}
