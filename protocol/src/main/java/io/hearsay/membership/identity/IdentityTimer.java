package io.hearsay.membership.identity;

import io.hearsay.Timer;

/** What asking waits for. */
public sealed interface IdentityTimer extends Timer {

    /** Ask again, or take the silence for an answer. */
    record AskAgain(long instance, int asked, long dueNanos) implements IdentityTimer {}
}
