package io.hearsay.cluster;

/** A node did not take something on: something is full, or too large. Nothing has changed. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final long amount;
    private final long limit;

    /**
     * Says what was too much.
     *
     * @param what what is limited, in words that end a sentence, such as "bytes of one event"
     * @param amount how much it would have been
     * @param limit how much it may be
     */
    public RefusedException(String what, long amount, long limit) {
        super(amount + " " + what + ", at most " + limit + " are allowed");
        this.what = what;
        this.amount = amount;
        this.limit = limit;
    }

    /** What is limited. */
    public String what() {
        return what;
    }

    /** How much it would have been. */
    public long amount() {
        return amount;
    }

    /** How much it may be. */
    public long limit() {
        return limit;
    }
}
