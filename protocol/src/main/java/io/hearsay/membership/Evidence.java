package io.hearsay.membership;

/** On what grounds something is said about a member. Codes are part of the wire format: append only. */
public enum Evidence {
    /** The member said so itself. */
    OWN_WORD(0),
    /** A direct probe, indirect ones and the stream probe went unanswered. */
    PROBES_UNANSWERED(1),
    /** The member was suspected and did not refute in time. */
    SUSPICION_EXPIRED(2),
    /** A link to that very process broke, its port refuses, and a probe went unanswered. */
    PORT_REFUSED(3),
    /** A later life of the same name appeared. */
    REPLACED(4),
    /** Another part of the cluster had given it up when the views were compared. */
    SECOND_HAND(5),
    /** An operator's command. */
    COMMAND(6),
    /** The member was silent for so long that its phi passed the threshold here. */
    SILENT(7);

    private static final Evidence[] BY_CODE = values();

    private final int code;

    Evidence(int code) {
        this.code = code;
    }

    /** The number that stands for it on the wire. */
    public int code() {
        return code;
    }

    /** The evidence with this code; an unknown one, from a later version, is read as {@link #SECOND_HAND}. */
    public static Evidence ofCode(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : SECOND_HAND;
    }
}
