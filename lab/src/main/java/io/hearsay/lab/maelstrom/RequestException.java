package io.hearsay.lab.maelstrom;

/** A request that is answered with an error; nothing has changed. */
final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The workbench's error codes, as far as they are said here. */
    enum Code {
        NOT_SUPPORTED(10),
        TEMPORARILY_UNAVAILABLE(11),
        MALFORMED_REQUEST(12),
        CRASH(13);

        final int number;

        Code(int number) {
            this.number = number;
        }
    }

    final Code code;

    RequestException(Code code, String text) {
        super(text, null, false, false);
        this.code = code;
    }
}
