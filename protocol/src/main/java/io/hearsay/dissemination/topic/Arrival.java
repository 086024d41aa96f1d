package io.hearsay.dissemination.topic;

/**
 * An event as the broadcast brought it.
 *
 * @param publisher the instance of the process that published it
 * @param sequence the how-manieth event of that process, over all topics
 * @param hops how many members passed it on before
 */
public record Arrival(String topic, long publisher, long sequence, int hops) {}
