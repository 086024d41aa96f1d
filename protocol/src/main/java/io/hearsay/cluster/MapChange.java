package io.hearsay.cluster;

import java.util.Optional;

/**
 * What stands under a key has changed.
 *
 * @param value as it is when the listener is told; empty if nothing stands there any more
 * @param <V> how the map's values are read
 */
public record MapChange<V>(String key, Optional<V> value) {}
