package io.hearsay.cluster;

/** A member that was asked did not answer; the message says why. */
public final class UnansweredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String member;

    UnansweredException(String member, String why) {
        super(member + " " + why);
        this.member = member;
    }

    /** The member's name. */
    public String member() {
        return member;
    }
}
