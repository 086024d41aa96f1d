package io.hearsay.dissemination.query;

import io.hearsay.Event;
import io.hearsay.Peer;

/** What becomes of questions, and what others ask. */
public sealed interface QueryEvent extends Event {

    /**
     * Somebody asks; {@link Queries#answer} or {@link Queries#refuse} is owed. At most once for each question.
     *
     * @param handler empty for the one that answers what is asked of this member alone
     */
    record Asked(Peer by, long number, String handler, Content payload) implements QueryEvent {}

    /** Somebody sent a note; at most once for each. */
    record Noted(Peer by, Content payload) implements QueryEvent {}

    /** A member has answered an own question. */
    record Answered(long number, String member, Content payload, long tookNanos) implements QueryEvent {}

    /** A member has refused to answer an own question. */
    record Declined(long number, String member, Refused why, String text, long tookNanos) implements QueryEvent {}

    /** A member has not answered an own question; said of each such member at the end, before {@link Ended}. */
    record Silent(long number, String member) implements QueryEvent {}

    /** An own question is over. */
    record Ended(long number) implements QueryEvent {}
}
