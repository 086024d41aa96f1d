package io.hearsay.agent.api;

import io.hearsay.dissemination.rumor.TopicCopies;

/**
 * How many copies of one topic's events came in at one agent.
 *
 * @param received copies, those of known events included
 * @param first of events not known there
 * @param duplicate of events known there
 * @param rmr duplicates for each first copy: 0 is a perfect tree
 * @param lastHop how many members passed on the event that was heard last
 * @param farthestHop the most of any event
 */
public record TopicTraffic(
        String topic, long received, long first, long duplicate, double rmr, int lastHop, int farthestHop) {

    public static TopicTraffic of(TopicCopies copies) {
        return new TopicTraffic(
                copies.topic(),
                copies.received(),
                copies.first(),
                copies.duplicate(),
                Math.round(copies.redundancy() * 1e3) / 1e3,
                copies.lastHop(),
                copies.farthestHop());
    }
}
