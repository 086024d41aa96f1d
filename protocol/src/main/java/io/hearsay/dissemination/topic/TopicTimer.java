package io.hearsay.dissemination.topic;

import io.hearsay.Timer;

/** What the order of topics waits for. */
public sealed interface TopicTimer extends Timer {

    /** Has anything waited for too long? */
    record Review() implements TopicTimer {}
}
