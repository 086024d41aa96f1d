package io.hearsay.stack;

/** What messages are for, in the order in which they may use the byte budget: who comes first waits last. */
public enum Traffic {
    /** Probes, updates about members, joins and syncs: never waits. */
    MEMBERSHIP(0),
    /** Rumors and what repairs them. */
    EVENTS(1),
    /** Each member's own versioned state. */
    STATE(2),
    /** Replicated data and its reconciliation. */
    DATA(3),
    /** Averages, sums, counts. */
    AGGREGATES(4),
    /** Coordinates, overlays, searches. */
    EXPLORATION(5);

    /** All of them, without a copy for each that looks. */
    static final Traffic[] ALL = values();

    static final int COUNT = ALL.length;

    /** 0 for the first. */
    final int rank;

    Traffic(int rank) {
        this.rank = rank;
    }
}
