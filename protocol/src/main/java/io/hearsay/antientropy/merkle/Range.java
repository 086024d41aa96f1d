package io.hearsay.antientropy.merkle;

/**
 * The items from one number up to below another, as unsigned numbers.
 *
 * @param to 0 stands for the end of all
 */
public record Range(long from, long to) {
    /** All items. */
    static final Range ALL = new Range(0, 0);

    public Range {
        if (to != 0 && Long.compareUnsigned(from, to) >= 0)
            throw new IllegalArgumentException("a range ends above where it begins");
    }

    boolean contains(long item) {
        return Long.compareUnsigned(item, from) >= 0 && (to == 0 || Long.compareUnsigned(item, to) < 0);
    }
}
