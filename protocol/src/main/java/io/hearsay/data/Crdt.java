package io.hearsay.data;

/**
 * A value that replicas change apart and merge: an element of a join semilattice.
 *
 * <p>Promises: {@link #merge} is commutative, associative and idempotent, also of values that nobody honest has made,
 * so replicas that have merged the same deltas, in any order and however often, are equal. A delta is a value of the
 * same type. Immutable, so it may be used by any thread. Bound: its size is what was put in; whoever keeps it limits
 * that.
 *
 * @param <C> itself
 */
public sealed interface Crdt<C extends Crdt<C>>
        permits LwwRegister, Cell, GCounter, PnCounter, GSet, TwoPhaseSet, Causal {

    /** The least value that holds all that this and the other one hold. */
    C merge(C other);
}
