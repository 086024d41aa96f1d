package io.hearsay;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Whom a node may gossip with: everybody else it knows, or a sample of them; never itself.
 *
 * <p>What it answers changes as members come and go; a protocol asks each time and keeps nothing. The choices (uniform,
 * partial views, near ones first) live in {@code io.hearsay.sampling}.
 */
public interface Peers {

    /** How many peers there are to choose from. */
    int size();

    /**
     * Chooses distinct peers.
     *
     * @param count 0 or more; all of them are answered when there are fewer
     * @return in random order; the list is the caller's
     */
    List<Peer> sample(int count, RandomGenerator random);

    /**
     * The one peer this node looks after, so that nobody is left to chance: where views agree, the successors form one
     * ring through all nodes. Empty where the choice of peers knows no such order, or nobody else is there.
     */
    default Optional<Peer> successor() {
        return Optional.empty();
    }
}
