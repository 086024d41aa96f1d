package io.hearsay.dissemination.query;

import io.hearsay.Timer;

/** What queries wait for. */
public sealed interface QueryTimer extends Timer {

    /** Go on asking the silent, from this place in the list of all that are asked. */
    record AskSilent(long number, int pass, int from) implements QueryTimer {}

    /** Nobody is waited for any longer. */
    record Deadline(long number) implements QueryTimer {}

    /** Nobody waits any longer for what that process has asked here. */
    record Outdated(long asker, long number) implements QueryTimer {}
}
