package io.hearsay.cluster;

/**
 * Answers questions of other members, and of this one.
 *
 * <p>It runs on a listener's thread, one question at a time, and may block; meanwhile at most 64 further questions
 * wait, and those beyond are refused as busy. One that throws, or takes longer than anybody waits, hurts nobody but its
 * askers.
 */
@FunctionalInterface
public interface QueryHandler {

    /**
     * Answers one question.
     *
     * @param from the asking member's name
     * @param payload belongs to the handler
     * @return at most 1 MiB; belongs to the answer from now on
     * @throws Exception becomes a refusal that carries its class and message
     */
    byte[] answer(String from, byte[] payload) throws Exception;
}
