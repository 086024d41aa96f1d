package io.hearsay.sim;

/**
 * Processes' own numbers: they look random and are never drawn twice, and the world can tell from one whose it is.
 *
 * <p>A number is the process's index, shuffled by a function that can be undone: so a packet finds its process without
 * any table, which with a million of them would be one more place to miss the cache.
 */
final class Instances {
    /* Murmur3's finaliser: a permutation of the 64-bit numbers. */
    private static final long ODD_1 = 0xff51afd7ed558ccdL;
    private static final long ODD_2 = 0xc4ceb9fe1a85ec53L;
    private static final long INVERSE_1 = inverse(ODD_1);
    private static final long INVERSE_2 = inverse(ODD_2);

    private final long key;

    /** Another seed gives other numbers. */
    Instances(long seed) {
        key = 1L << 62 | Trace.mix(seed, ODD_1) >>> 2; // so that no sum is 0, which is nobody's
    }

    long of(int index) {
        long sum = key + index;
        sum = (sum ^ sum >>> 33) * ODD_1;
        sum = (sum ^ sum >>> 33) * ODD_2;
        return sum ^ sum >>> 33;
    }

    /** The index that such a number was made of; meaningless for others. */
    int index(long instance) {
        long sum = (instance ^ instance >>> 33) * INVERSE_2;
        sum = (sum ^ sum >>> 33) * INVERSE_1;
        long index = (sum ^ sum >>> 33) - key;
        return index == (int) index ? (int) index : -1;
    }

    /** Newton's iteration: each step doubles the bits that are right, of which an odd number has three at once. */
    private static long inverse(long odd) {
        long inverse = odd;
        for (int bits = 3; bits < 64; bits *= 2) inverse *= 2 - odd * inverse;
        return inverse;
    }
}
