package io.hearsay.membership;

/**
 * What one node believes of one member, whole: the unit in which views are compared and handed over.
 *
 * @param record the latest record known
 * @param incarnation the highest incarnation heard of, at least the record's
 * @param state ALIVE, SUSPECT or DEAD; the removed travel as updates
 */
public record Standing(MemberRecord record, long incarnation, MemberState state) {
    public Standing {
        if (state.isRemoved()) throw new IllegalArgumentException("a removed member has no standing: " + state);
        if (incarnation < record.incarnation())
            throw new IllegalArgumentException("incarnation " + incarnation + " is below the record's own");
    }

    /** What is held against the member, as its accuser would say it. */
    Update.Suspect accusation(String accuser) {
        return new Update.Suspect(record.id(), incarnation, accuser, Evidence.SECOND_HAND);
    }
}
