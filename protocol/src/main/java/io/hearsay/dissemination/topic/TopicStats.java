package io.hearsay.dissemination.topic;

/**
 * What the order of topics has done so far.
 *
 * @param delivered events handed up
 * @param held of them, those that had to wait
 * @param givenUp events that were given up: they did not come in time
 * @param late events that came after they were given up, and were dropped
 * @param conflicts events not delivered because of their contract
 * @param malformed events without a stamp that makes sense
 * @param waiting events that wait now
 * @param waitingBytes their payloads
 */
public record TopicStats(
        long delivered,
        long held,
        long givenUp,
        long late,
        long conflicts,
        long malformed,
        int waiting,
        long waitingBytes) {}
