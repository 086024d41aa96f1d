package io.hearsay.antientropy.audit;

import io.hearsay.Event;

/** What audits find. */
public sealed interface AuditEvent extends Event {

    /** Data have rotted, here or elsewhere; of those here it is told when it is clear what became of them. */
    record Rotten(Finding finding) implements AuditEvent {}

    /** An audit that was asked for is over. */
    record Finished(AuditReport report) implements AuditEvent {}
}
