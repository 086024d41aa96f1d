package io.hearsay.cluster;

import java.util.Arrays;

/**
 * One event that was published under a topic.
 *
 * @param payload belongs to the listener that is given it
 * @param origin the instance of the process that published it
 * @param sequence the how-manieth event of that process this is, over all topics
 * @param hops how many members passed it on: 0 at its publisher
 */
@SuppressWarnings("ArrayRecordComponent") // copying a megabyte for each listener costs more than the risk
public record TopicMessage(String topic, byte[] payload, long origin, long sequence, int hops) implements TopicNews {

    /** The payload's length in bytes. */
    @Override
    public int sizeBytes() {
        return payload.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TopicMessage message
                && topic.equals(message.topic)
                && Arrays.equals(payload, message.payload)
                && origin == message.origin
                && sequence == message.sequence
                && hops == message.hops;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(origin) * 31 + Long.hashCode(sequence);
    }

    @Override
    public String toString() {
        return topic + " " + Long.toHexString(origin) + "/" + sequence + " (" + payload.length + " bytes)";
    }
}
