package io.hearsay.lab;

/** A scenario that cannot be run; the message says file and line, what, the value, and what is allowed. */
public final class ScenarioException extends IllegalArgumentException {
    ScenarioException(String message) {
        super(message);
    }
}
