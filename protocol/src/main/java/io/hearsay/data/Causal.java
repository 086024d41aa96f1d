package io.hearsay.data;

/**
 * A value that knows which changes it has seen: what it has seen and no longer holds was replaced or removed (Almeida,
 * Shoker, Baquero 2018, 7.1).
 *
 * <p>So a removal needs no tombstones, and it takes away exactly what its author had seen: what was added meanwhile
 * elsewhere stays.
 *
 * @param <C> itself
 */
public sealed interface Causal<C extends Causal<C>> extends Crdt<C> permits MvRegister, EnableWinsFlag, OrSet, OrMap {

    /** Which changes it has seen. */
    DotContext context();
}
