package io.hearsay.antientropy;

import io.hearsay.antientropy.ReconcilerEvent.Cause;

/**
 * What the other side answers cannot be; carries no stack trace, as whoever sends junk must not make us fill in one.
 */
public final class SearchFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Cause cause;

    /** Says what is wrong. */
    public SearchFailedException(Cause cause) {
        super(cause.toString(), null, false, false);
        this.cause = cause;
    }

    /** What is wrong. */
    public Cause reason() {
        return cause;
    }
}
