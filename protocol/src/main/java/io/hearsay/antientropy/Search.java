package io.hearsay.antientropy;

import org.jspecify.annotations.Nullable;

/** The searching side of one session. */
public interface Search {

    /** How far it has come. */
    enum Progress {
        /** There is something to ask or to compute: {@link #next} goes on. */
        WORKING,
        /** Nothing to do until the other side answers. */
        WAITING,
        /** The difference is found. */
        FOUND,
        /** The difference is too large for this method. */
        GAVE_UP
    }

    /** How far it has come. */
    Progress progress();

    /**
     * Works on for a step; the next question, or null if this step gave none.
     *
     * @throws SearchFailedException if the other side's answers cannot be
     */
    @Nullable
    SearchMessage next();

    /**
     * Takes in an answer.
     *
     * @throws SearchFailedException if it cannot be
     */
    void receive(SearchMessage answer);
}
