package io.hearsay.dissemination.plumtree;

import io.hearsay.Timer;

/** What a node of a broadcast tree waits for. */
public sealed interface PlumtreeTimer extends Timer {

    /** Own messages that wait may leave. */
    record Send() implements PlumtreeTimer {}

    /** Something has waited for room long enough: who has taken nothing meanwhile is slow. */
    record Impatient() implements PlumtreeTimer {}

    /** What is to be announced has waited for company. */
    record Announce() implements PlumtreeTimer {}

    /** An announced message should have come, or an asked neighbour should have sent it. */
    record Overdue(MessageId id, long dueNanos) implements PlumtreeTimer {}

    /** The oldest message kept may be too old. */
    record Forget() implements PlumtreeTimer {}
}
