package io.hearsay.stack;

import io.hearsay.dissemination.topic.TopicConfig;

/**
 * How the parts of a node behave that knows only its neighbours.
 *
 * @param tree how it finds them, and how broadcasts travel
 * @param topics how long ordered events wait for what comes before them
 */
public record PartialNodeConfig(TreeConfig tree, TopicConfig topics) {

    /** For members within about a millisecond of each other. */
    public static PartialNodeConfig lan() {
        return new PartialNodeConfig(TreeConfig.lan(), TopicConfig.lan());
    }

    /** For members up to some hundred milliseconds apart. */
    public static PartialNodeConfig wan() {
        return new PartialNodeConfig(TreeConfig.wan(), TopicConfig.wan());
    }
}
