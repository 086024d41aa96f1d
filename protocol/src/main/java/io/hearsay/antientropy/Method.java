package io.hearsay.antientropy;

/**
 * A way to find out how two sets of items differ. One node searches, the other answers.
 *
 * <p>Both sides work in steps of at most about a millisecond; a step answers at most one message of 16 KiB.
 */
public interface Method {

    /** As it is called in the literature, in lower case. */
    String name();

    /** Whether a message is this method's. */
    boolean speaks(SearchMessage message);

    /**
     * Begins to search.
     *
     * @param theirCount how many items the other side says it has
     */
    Search search(long session, long theirCount, Difference found);

    /** Gets ready to answer another node's search. */
    Answerer answerer(long session);

    /** What a search finds, as it finds it; what a search before it has found may come again. */
    interface Difference {

        /** Only this node has it. */
        void ours(long item);

        /** Only the other node has it. */
        void theirs(long item);
    }

    /** Answers the questions of one session. */
    interface Answerer {

        /** The answers to a question: at most four messages. */
        Iterable<? extends SearchMessage> answer(SearchMessage question);
    }
}
