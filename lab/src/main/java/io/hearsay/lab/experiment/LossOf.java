package io.hearsay.lab.experiment;

/** What a simulated network loses, beyond losing any packet alike. */
public enum LossOf {
    /** Any packet. */
    PACKET,
    /** What a node sends of its own accord, in its turn: a whole exchange, as the caller then hears nothing. */
    CALL,
    /** What a node sends in answer. */
    ANSWER
}
