package io.hearsay.cluster;

/** What a {@link TopicListener} is given, in order: events, and a word in the place of those that are not. */
public sealed interface TopicNews permits TopicMessage, TopicGap {

    /** The topic's name. */
    String topic();

    /** The instance of the process that published it. */
    long origin();

    /** The bytes that wait for a listener. */
    int sizeBytes();
}
