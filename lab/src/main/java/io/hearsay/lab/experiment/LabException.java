package io.hearsay.lab.experiment;

/** A wish that the lab cannot fulfil; the message says what, the value, and what is allowed. */
public final class LabException extends IllegalArgumentException {
    public LabException(String message) {
        super(message);
    }
}
