package io.hearsay.cli;

/** The answer is no: exit code 1, and the message says why. */
final class NegativeAnswerException extends RuntimeException {
    NegativeAnswerException(String message) {
        super(message);
    }
}
