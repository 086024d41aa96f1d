package io.hearsay.antientropy.riblt;

/** The symbols that hold an item, in ascending order, beginning with symbol 0 (paper, 4.3). */
final class Mapping {
    private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;
    private static final double UNIT = 0x1p-53;

    private long state;
    private int index;

    /** Those of the item with this checksum. */
    Mapping of(long check) {
        state = check;
        index = 0;
        return this;
    }

    /** The current symbol. */
    int index() {
        return index;
    }

    /** Goes to the next; {@link Integer#MAX_VALUE} is beyond all of them. */
    void advance() {
        state += GOLDEN;
        double uniform = ((mix(state) >>> 11) + 1) * UNIT; // above 0, at most 1
        double gap = Math.ceil((index + 1.5) * (1 / Math.sqrt(uniform) - 1));
        index = (int) Math.min(Integer.MAX_VALUE, index + Math.max(1, gap));
    }

    private static long mix(long z) {
        long mixed = (z ^ z >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d0_49bb_1331_11ebL;
        return mixed ^ mixed >>> 31;
    }
}
