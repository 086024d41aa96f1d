package io.hearsay.cluster;

/** A listener's place. */
public interface Subscription extends AutoCloseable {

    /** How many items this listener missed because it was too slow. */
    long missed();

    /** Ends it: what still waits is not delivered; a call that runs now is not waited for. */
    @Override
    void close();
}
