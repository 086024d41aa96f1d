package io.hearsay.cluster;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Events under one name, to all members that are up. Thread-safe.
 *
 * <p>Each member hears each event once, its publisher too; in which order, and whether it is told what it has missed,
 * says the topic's {@link io.hearsay.dissemination.topic.Delivery contract}. A member that was away for longer than
 * others remember (by default a minute) misses what was said then.
 */
public final class Topic {
    private final String name;
    private final Topics topics;

    Topic(String name, Topics topics) {
        this.name = name;
        this.topics = topics;
    }

    /** The topic's name. */
    public String name() {
        return name;
    }

    /** Hears what is published from now on; a listener that is too slow misses events, see {@link Subscription}. */
    public Subscription subscribe(Consumer<TopicMessage> listener) {
        return subscribe(listener, missed -> {});
    }

    /**
     * Hears what is published from now on.
     *
     * @param onMissed hears, in their place, how many events were dropped because the listener was too slow
     */
    public Subscription subscribe(Consumer<TopicMessage> listener, LongConsumer onMissed) {
        return topics.subscribe(name, listener, onMissed);
    }

    /** Hears what is published from now on, and what will not come, each in its place. */
    public Subscription follow(TopicListener listener) {
        return topics.follow(name, listener);
    }

    /**
     * Publishes an event; the array is copied.
     *
     * @return done when the event is accepted into a bounded queue, from which it is sent; failed with
     *     {@link RefusedException}, which says what is full or too large, if it is not
     */
    public CompletionStage<Void> publish(byte[] payload) {
        return topics.publish(name, payload.clone());
    }
}
