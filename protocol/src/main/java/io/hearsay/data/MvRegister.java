package io.hearsay.data;

import java.util.List;

/**
 * A register that keeps concurrent writes side by side, as siblings, until somebody who has seen them writes again
 * (dotted version vectors).
 */
public final class MvRegister implements Causal<MvRegister> {
    /** Never written. */
    public static final MvRegister EMPTY = new MvRegister(DotFun.EMPTY, DotContext.EMPTY);

    private final DotFun store;
    private final DotContext context;

    MvRegister(DotFun store, DotContext context) {
        this.store = store;
        this.context = context;
    }

    /** Its values: none when it was never written or was deleted, several when writes did not know of each other. */
    public List<Bytes> siblings() {
        return List.copyOf(store.values().values());
    }

    /** Names the values that are here: to be read with them, and handed to who writes or deletes later. */
    public DotContext seen() {
        return store.dots();
    }

    /** The change that replaces all values that are here. */
    public MvRegister write(long replica, Bytes value) {
        return write(replica, value, seen());
    }

    /**
     * The change that replaces exactly the values that were seen.
     *
     * @param seen what {@link #seen} was when they were read; values written since stay, as siblings
     */
    public MvRegister write(long replica, Bytes value, DotContext seen) {
        Dot dot = context.next(replica);
        return new MvRegister(DotFun.of(dot, value), seen.with(dot));
    }

    /** The change that removes exactly the values that were seen. */
    public MvRegister delete(DotContext seen) {
        return new MvRegister(DotFun.EMPTY, seen);
    }

    @Override
    public MvRegister merge(MvRegister other) {
        return new MvRegister(store.merge(context, other.store, other.context), context.merge(other.context));
    }

    @Override
    public DotContext context() {
        return context;
    }

    DotFun store() {
        return store;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MvRegister that && store.equals(that.store) && context.equals(that.context);
    }

    @Override
    public int hashCode() {
        return 31 * store.hashCode() + context.hashCode();
    }

    @Override
    public String toString() {
        return "MvRegister" + siblings();
    }
}
