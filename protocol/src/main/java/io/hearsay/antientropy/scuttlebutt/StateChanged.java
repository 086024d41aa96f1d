package io.hearsay.antientropy.scuttlebutt;

import io.hearsay.Event;
import io.hearsay.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * A key of some owner, this node included, has another value here. Values that were overwritten before they came here
 * are not reported; the last one is, always.
 *
 * @param value null if the key is gone: deleted, or with its owner
 */
public record StateChanged(
        NodeId owner, String key, @Nullable String value) implements Event {}
