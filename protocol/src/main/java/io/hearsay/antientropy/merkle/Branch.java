package io.hearsay.antientropy.merkle;

/**
 * A node of the tree, by its place: all items that begin with these bits.
 *
 * @param prefix the bits, leftmost first, the others 0
 * @param depth how many groups of four bits are fixed, 0 (all items) to {@link #MAX_DEPTH}
 */
public record Branch(long prefix, int depth) {
    /** A node this deep has one item. */
    static final int MAX_DEPTH = 16;

    /** How many children a node has. */
    static final int FANOUT = 16;

    static final Branch ROOT = new Branch(0, 0);

    public Branch {
        if (depth < 0 || depth > MAX_DEPTH || (prefix & ~mask(depth)) != 0)
            throw new IllegalArgumentException(depth + " groups of four bits are not " + Long.toHexString(prefix));
    }

    private static long mask(int depth) {
        return depth == 0 ? 0 : -1L << 64 - 4 * depth;
    }

    boolean contains(long item) {
        return (item & mask(depth)) == prefix;
    }

    Branch child(int number) {
        return new Branch(prefix | (long) number << 60 - 4 * depth, depth + 1);
    }

    /** Which child of a node at this depth an item is under. */
    static int childOf(long item, int depth) {
        return (int) (item >>> 60 - 4 * depth) & FANOUT - 1;
    }
}
