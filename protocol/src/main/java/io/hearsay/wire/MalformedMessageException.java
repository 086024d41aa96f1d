package io.hearsay.wire;

/**
 * Bytes that are not a message.
 *
 * <p>The only thing that decoding throws, whatever the bytes. It carries no stack trace: whoever can send junk must not
 * be able to make us fill in traces.
 */
public final class MalformedMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param problem what was found and what is allowed
     */
    public MalformedMessageException(String problem) {
        super(problem, null, false, false);
    }
}
