package io.hearsay.dissemination.query;

/** Why a member does not answer a question, by its own word. */
public enum Refused {
    /** It has no handler of that name. */
    NO_HANDLER(1),
    /** The handler threw; the text says what. */
    FAILED(2),
    /** Too many questions are being answered there already. */
    BUSY(3),
    /** The answer is larger than an answer may be. */
    TOO_LARGE(4);

    private final int code;

    Refused(int code) {
        this.code = code;
    }

    /** Its code on the wire. */
    int code() {
        return code;
    }
}
