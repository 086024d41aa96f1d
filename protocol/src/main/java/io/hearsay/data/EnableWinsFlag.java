package io.hearsay.data;

/** On or off; of an enabling and a disabling that did not know of each other, the enabling wins. */
public final class EnableWinsFlag implements Causal<EnableWinsFlag> {
    /** Off. */
    public static final EnableWinsFlag EMPTY = new EnableWinsFlag(DotFun.EMPTY, DotContext.EMPTY);

    private final DotFun store;
    private final DotContext context;

    EnableWinsFlag(DotFun store, DotContext context) {
        this.store = store;
        this.context = context;
    }

    /** Whether it is on. */
    public boolean isEnabled() {
        return !store.isEmpty();
    }

    /** The change that switches it on. */
    public EnableWinsFlag enable(long replica) {
        Dot dot = context.next(replica);
        return new EnableWinsFlag(DotFun.of(dot, Bytes.EMPTY), store.dots().with(dot));
    }

    /** The change that switches it off, as far as it was seen to be on. */
    public EnableWinsFlag disable() {
        return new EnableWinsFlag(DotFun.EMPTY, store.dots());
    }

    @Override
    public EnableWinsFlag merge(EnableWinsFlag other) {
        return new EnableWinsFlag(store.merge(context, other.store, other.context), context.merge(other.context));
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
        return other instanceof EnableWinsFlag that && store.equals(that.store) && context.equals(that.context);
    }

    @Override
    public int hashCode() {
        return 31 * store.hashCode() + context.hashCode();
    }

    @Override
    public String toString() {
        return "EnableWinsFlag[" + (isEnabled() ? "on" : "off") + "]";
    }
}
