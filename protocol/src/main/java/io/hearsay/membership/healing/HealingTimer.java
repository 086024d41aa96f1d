package io.hearsay.membership.healing;

import io.hearsay.Timer;

/** What healing waits for. */
public sealed interface HealingTimer extends Timer {

    /** Call somebody, by chance. */
    record Turn() implements HealingTimer {}

    /** Have all returned that do so together? */
    record MergeOver(long lastNanos) implements HealingTimer {}

    /** Ask those again who have not answered. */
    record AskAgain(long askedNanos) implements HealingTimer {}

    /** Who has answered is seen. */
    record CountAnswers(long askedNanos) implements HealingTimer {}
}
