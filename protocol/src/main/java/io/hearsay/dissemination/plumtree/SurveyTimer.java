package io.hearsay.dissemination.plumtree;

import io.hearsay.Timer;

/** What a {@link Survey} waits for. */
public sealed interface SurveyTimer extends Timer {
    /** Those that have not answered are asked again, or given up. */
    record AskAgain(long number) implements SurveyTimer {}
}
