package io.hearsay.data;

/**
 * One value; the last write wins, by the stamp of a {@link HybridClock}.
 *
 * <p>Writes that did not know of each other replace each other all the same: where that is a loss, use
 * {@link MvRegister}.
 *
 * @param written when and by whom
 */
public record LwwRegister(Timestamp written, Bytes value) implements Crdt<LwwRegister> {
    /** Never written. */
    public static final LwwRegister EMPTY = new LwwRegister(Timestamp.NEVER, Bytes.EMPTY);

    /** The later one; of two under one stamp, which nobody honest makes, the one with the greater value. */
    @Override
    public LwwRegister merge(LwwRegister other) {
        int order = written.compareTo(other.written);
        if (order == 0) order = value.compareTo(other.value);
        return order >= 0 ? this : other;
    }
}
