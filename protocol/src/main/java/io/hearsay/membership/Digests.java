package io.hearsay.membership;

import io.hearsay.NodeId;

/**
 * 64-bit digests of names and lives. A view's digest is the sum of its rows' digests, so that a change costs one
 * subtraction and one addition. They find differences between honest views; they are no protection against forgers.
 */
public final class Digests {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Digests() {}

    /** Of a name: FNV-1a over its UTF-16 units, then mixed. */
    public static long ofName(String name) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < name.length(); i++) hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        return mix(hash);
    }

    /** Of one life of a name. */
    public static long ofLife(NodeId id) {
        return mix(ofName(id.name()) + mix(id.epoch()) + Long.rotateLeft(mix(id.instance()), 17));
    }

    /** Of a name and an epoch: what is removed is removed whatever the instance. */
    public static long ofRemoval(String name, long epoch) {
        return mix(ofName(name) ^ mix(epoch));
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
    public static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
