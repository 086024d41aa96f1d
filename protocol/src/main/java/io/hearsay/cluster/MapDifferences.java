package io.hearsay.cluster;

import io.hearsay.antientropy.Exchange;
import io.hearsay.data.map.KeyDifference;
import java.util.List;

/**
 * Which keys differ between this member and another one.
 *
 * @param exchange how it was found out; with a cause if it failed, and then the keys are those found until then
 * @param named by map and key, at most 1,000
 * @param unnamed how many more keys there are
 */
public record MapDifferences(Exchange exchange, List<KeyDifference> named, long unnamed) {
    public MapDifferences {
        named = List.copyOf(named);
    }
}
