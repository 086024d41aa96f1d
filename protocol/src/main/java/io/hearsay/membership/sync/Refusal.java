package io.hearsay.membership.sync;

/** Why an introducer does not let a joiner in. Codes are part of the wire format: append only. */
public enum Refusal {
    /** The name needs a higher epoch: an earlier life of it is known. The joiner takes it and asks again. */
    EPOCH(0),
    /** A process that answers holds the name. */
    HELD(1),
    /** The record cannot be believed, or there is no room for it. */
    UNACCEPTABLE(2);

    private static final Refusal[] BY_CODE = values();

    private final int code;

    Refusal(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** The refusal with this code; one that a later version knows is read as {@link #UNACCEPTABLE}. */
    static Refusal ofCode(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : UNACCEPTABLE;
    }
}
