package io.hearsay.antientropy.scuttlebutt;

/** Whose entries go first when not all fit (the paper's 3.2). */
public enum Order {
    /** Each owner's oldest missing entry in turn, the owners in random order: fair. */
    BREADTH,
    /** The owner with the most missing entries first, with all of them: frees the largest backlog. */
    DEPTH
}
