package io.hearsay.membership.keys;

import io.hearsay.Timer;

/** What a rotation waits for. */
public sealed interface KeyTimer extends Timer {

    /** Tell some of those who are behind. */
    record Round() implements KeyTimer {}

    /** Has everybody confirmed? */
    record ReportDue(long command) implements KeyTimer {}
}
