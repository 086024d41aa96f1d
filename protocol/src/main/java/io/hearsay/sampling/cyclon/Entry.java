package io.hearsay.sampling.cyclon;

import io.hearsay.Peer;

/**
 * A pointer to a peer, as it stands in a view.
 *
 * @param peer its instance is known
 * @param age cycles since the peer itself has put it into the world, 0..{@value #MAX_AGE}
 */
public record Entry(Peer peer, int age) {
    /** An age that stands for all higher ones. */
    public static final int MAX_AGE = 1 << 20;

    public Entry {
        if (!peer.isKnown()) throw new IllegalArgumentException("an entry's peer must have an instance, was " + peer);
        if (age < 0 || age > MAX_AGE) throw new IllegalArgumentException("age must be 0.." + MAX_AGE + ", was " + age);
    }

    Entry older() {
        return new Entry(peer, Math.min(MAX_AGE, age + 1));
    }
}
