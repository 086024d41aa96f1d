package io.hearsay.dissemination.rumor;

/** What became of an attempt to publish. */
public sealed interface Published {

    /** It is in the queue or on its way, and will be heard here and by everybody else. */
    record Accepted() implements Published {}

    /**
     * Nothing was taken in: something is full, or the event is too large for anybody.
     *
     * @param what what is limited, in words that end a sentence: "bytes of one event", "events waiting to be sent"
     * @param amount how much it would have been
     * @param limit how much it may be
     */
    record Refused(String what, long amount, long limit) implements Published {

        /** The refusal as a sentence, with what to do. */
        public String explanation() {
            return amount + " " + what + ", at most " + limit + " are allowed";
        }
    }
}
