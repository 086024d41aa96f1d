package io.hearsay.antientropy.audit;

import io.hearsay.Timer;

/** What an audit waits for. */
public sealed interface AuditTimer extends Timer {

    /** The next slice of a pass; of one that is over it means nothing. */
    record Next(long pass) implements AuditTimer {}

    /** Who has not answered a challenge by now will not. */
    record Overdue(long nonce) implements AuditTimer {}

    /** The copy that was asked for under this number has not come. */
    record Unfetched(long attempt) implements AuditTimer {}
}
