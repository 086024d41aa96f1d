package io.hearsay.dissemination.rumor;

/** What a rumor is to one node, in the words of epidemics. */
public enum RumorState {
    /** Known to exist, and missing here. */
    SUSCEPTIBLE,
    /** Had, and passed on each round. */
    INFECTIVE,
    /** Had, and no longer passed on unless somebody asks. */
    REMOVED
}
