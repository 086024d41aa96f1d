package io.hearsay.agent.api;

/**
 * Events of a topic that will not come, said where they would have been heard.
 *
 * @param event {@code missing}
 * @param from the publisher's name, or its instance where no member is known by it any more
 * @param first the first of a run, in the count that the reason says
 * @param last the last one
 * @param reason {@code GIVEN_UP}, {@code FORGOTTEN} or {@code CONTRACT}, see {@link io.hearsay.cluster.TopicGap.Reason}
 */
public record MissingEvent(String event, String topic, String from, String at, long first, long last, String reason)
        implements StreamEvent {}
