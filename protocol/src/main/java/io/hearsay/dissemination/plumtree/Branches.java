package io.hearsay.dissemination.plumtree;

import io.hearsay.Peer;
import io.hearsay.SmallMap;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which neighbours are eager and which lazy, tree by tree, and each way for itself: who is lazy is only told what there
 * is; who is quiet was asked to only tell. Who is not known to be either is neither.
 *
 * <p>Bound: {@value #MAX_TREES} trees; the one unused for longest goes, and is drawn anew by a flood if it is used
 * again.
 */
final class Branches {
    /** The tree of all, where they share one. */
    static final long SHARED = 0;

    static final int MAX_TREES = 256;

    private final SmallMap<Peer> neighbours = new SmallMap<>();
    private final Map<Long, Ways> trees = new LinkedHashMap<>(16, 0.75f, true);

    /** Of one tree, by instance; the quiet ones with when they were asked. */
    private static final class Ways {
        private final SmallMap<Peer> lazy = new SmallMap<>();
        private final SmallMap<Long> quiet = new SmallMap<>();
    }

    void add(Peer peer) {
        neighbours.put(peer.instance(), peer);
    }

    void remove(Peer peer) {
        neighbours.remove(peer.instance());
        for (Ways ways : trees.values()) {
            ways.lazy.remove(peer.instance());
            ways.quiet.remove(peer.instance());
        }
    }

    boolean contains(Peer peer) {
        return neighbours.contains(peer.instance());
    }

    @Nullable
    Peer find(long instance) {
        return neighbours.get(instance);
    }

    List<Peer> all() {
        return neighbours.values();
    }

    private Ways ways(long tree) {
        Ways ways = trees.get(tree);
        if (ways != null) return ways;
        ways = new Ways();
        trees.put(tree, ways);
        if (trees.size() > MAX_TREES) {
            Iterator<Long> oldest = trees.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return ways;
    }

    // Where messages go.

    void makeLazy(long tree, Peer peer) {
        if (contains(peer)) ways(tree).lazy.put(peer.instance(), peer);
    }

    void makeEager(long tree, Peer peer) {
        ways(tree).lazy.remove(peer.instance());
    }

    /** Those neighbours that are lazy in the tree, or those that are not. */
    List<Peer> neighbours(long tree, boolean lazyOnes) {
        SmallMap<Peer> lazy = ways(tree).lazy;
        List<Peer> chosen = new ArrayList<>(neighbours.size());
        for (Peer peer : neighbours) if (lazy.contains(peer.instance()) == lazyOnes) chosen.add(peer);
        return chosen;
    }

    // Where they come from.

    void makeQuiet(long tree, Peer peer, long nowNanos) {
        if (contains(peer)) ways(tree).quiet.put(peer.instance(), nowNanos);
    }

    void makeLoud(long tree, Peer peer) {
        ways(tree).quiet.remove(peer.instance());
    }

    boolean isQuiet(long tree, Peer peer) {
        return ways(tree).quiet.contains(peer.instance());
    }

    /** Whether it was asked to be quiet after that time. */
    boolean isQuietSince(long tree, Peer peer, long nanos) {
        Long since = ways(tree).quiet.get(peer.instance());
        return since != null && since - nanos > 0;
    }
}
