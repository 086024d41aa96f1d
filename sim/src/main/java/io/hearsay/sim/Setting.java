package io.hearsay.sim;

/** What travels through a world's network. */
public enum Setting {
    /** Sealed frames of the production stack, byte for byte: what scenarios, invariants and the test kit use. */
    FRAMES,
    /** The messages themselves, unencoded: for very many nodes. */
    OBJECTS
}
