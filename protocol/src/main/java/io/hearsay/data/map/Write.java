package io.hearsay.data.map;

/** What became of an attempt to write. */
public sealed interface Write {

    /** It has happened here and spreads. */
    record Done() implements Write {}

    /**
     * It has happened here and spreads, and is on its way to the store.
     *
     * @param ticket {@link MapEvent.Stored} says when it is there
     */
    record Taken(long ticket) implements Write {}

    /**
     * Nothing has changed: something is full, or too large.
     *
     * @param what what is limited, in words that follow a number
     */
    record Refused(String what, long amount, long limit) implements Write {}
}
