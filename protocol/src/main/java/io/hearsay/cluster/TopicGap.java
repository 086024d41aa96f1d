package io.hearsay.cluster;

/**
 * Events that are not delivered here, in the place where they would have been.
 *
 * @param origin the instance of the process that published them
 * @param first the first of a run; in the publisher's count that the reason says
 * @param last the last one
 */
public record TopicGap(String topic, long origin, long first, long last, Reason reason) implements TopicNews {

    /** Why they are not delivered. */
    public enum Reason {
        /**
         * An ordered topic: they did not come in time before what follows them, and are dropped if they still come.
         * Counted in this topic, from 1.
         */
        GIVEN_UP,
        /**
         * They left the others' memories before they came here. Counted over all topics of that process: the missing
         * ones may be of this topic or of others.
         */
        FORGOTTEN,
        /** They are published under another contract than this node wants; 0 to 0, and said once for each publisher. */
        CONTRACT
    }

    @Override
    public int sizeBytes() {
        return 0;
    }
}
