package io.hearsay.cli;

/** No agent answers where one was looked for: exit code 3. */
final class AgentUnreachableException extends RuntimeException {
    AgentUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
