package io.hearsay.dissemination.rumor;

import io.hearsay.Timer;

/** What a census waits for. */
public sealed interface CensusTimer extends Timer {

    /** Ask those who have not answered, or end without them. */
    record AskAgain(long number, int asked) implements CensusTimer {}
}
