package io.hearsay.dissemination.rumor;

import io.hearsay.Timer;

/**
 * What a rumor mill waits for. Of each kind at most one is pending, but for {@link FetchTimeout}: one for each fetch.
 */
public sealed interface RumorTimer extends Timer {

    /** The next round: lose interest, then spread what is hot. Set only while something is (classic modes: always). */
    record Round() implements RumorTimer {}

    /**
     * Push what has just been heard, and tell what is owed. Due at once when idle, else one pace after the last one.
     */
    record Flush() implements RumorTimer {}

    /**
     * Compare with somebody.
     *
     * @param serial only the latest one set counts
     */
    record Compare(long serial) implements RumorTimer {}

    /** Ask for what is missing. */
    record Mend() implements RumorTimer {}

    /** Forget what is old. Set only while something is remembered. */
    record Sweep() implements RumorTimer {}

    /**
     * Nobody has confirmed anything for a while: go on all the same, unless somebody has meanwhile.
     *
     * @param confirmed up to where own rumors were confirmed when the timer was set
     */
    record Unconfirmed(long confirmed) implements RumorTimer {}

    /**
     * A large payload has not come forward.
     *
     * @param attempt which source was being asked
     * @param received how many bytes were there when the timer was set
     */
    record FetchTimeout(RumorId id, int attempt, int received) implements RumorTimer {}
}
