package io.hearsay.antientropy;

/** A question or an answer of some {@link Method}, which has its own sealed messages and codec. */
public non-sealed interface SearchMessage extends AntiEntropyMessage {}
