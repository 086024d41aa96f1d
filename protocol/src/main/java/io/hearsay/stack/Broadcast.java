package io.hearsay.stack;

import io.hearsay.dissemination.rumor.Published;
import io.hearsay.dissemination.rumor.RumorStats;
import io.hearsay.dissemination.rumor.TopicCopies;
import java.util.List;

/** What brings topics' events to everybody. */
interface Broadcast {
    /** The largest event that it takes, without its stamp. */
    int maxEventBytes();

    /** Takes an event in, or says why not. */
    Published publish(String topic, byte[] stamped);

    /** What it has done so far. */
    RumorStats stats();

    /** How many copies came in, by topic. */
    List<TopicCopies> copies();
}
