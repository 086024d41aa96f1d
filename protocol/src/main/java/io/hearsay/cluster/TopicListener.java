package io.hearsay.cluster;

/** Hears a topic with its gaps. Called by one thread at a time, in order. */
public interface TopicListener {

    /** An event. */
    void heard(TopicMessage message);

    /** Events that will not come, said where they would have been heard. */
    void gap(TopicGap gap);

    /** In their place: so many events and gaps were dropped because this listener was too slow. */
    default void missed(long count) {}
}
