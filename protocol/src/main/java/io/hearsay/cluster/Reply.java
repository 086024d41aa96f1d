package io.hearsay.cluster;

import io.hearsay.dissemination.query.Refused;
import java.time.Duration;
import java.util.Arrays;

/** What became of a question at one member that was asked. */
public sealed interface Reply {

    /** The member's name. */
    String member();

    /**
     * It has answered.
     *
     * @param payload belongs to the subscriber
     * @param took from the question to the answer
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by content below
    record Answered(String member, byte[] payload, Duration took) implements Reply {
        @Override
        public boolean equals(Object other) {
            return other instanceof Answered answered
                    && member.equals(answered.member)
                    && Arrays.equals(payload, answered.payload)
                    && took.equals(answered.took);
        }

        @Override
        public int hashCode() {
            return member.hashCode() * 31 + Arrays.hashCode(payload);
        }

        @Override
        public String toString() {
            return member + ": " + payload.length + " bytes";
        }
    }

    /** It has said that it will not answer, and why. */
    record Declined(String member, Refused why, String text, Duration took) implements Reply {}

    /**
     * It had not answered at the deadline.
     *
     * @param isDead it was believed dead when it was asked, and was not waited for
     */
    record Silent(String member, boolean isDead) implements Reply {}
}
