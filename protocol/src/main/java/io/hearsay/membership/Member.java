package io.hearsay.membership;

import io.hearsay.Address;
import io.hearsay.NodeId;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * A member as it was believed to be at one moment; immutable.
 *
 * @param id its name and which of its lives this is
 * @param incarnation the highest incarnation heard of
 * @param state what is believed of it
 * @param addresses where it can be reached, the preferred address first
 * @param tags what its operator says of it
 * @param sinceNanos when it came into this state, on this node's monotonic clock
 * @param rttNanos the smoothed round-trip time of probes from here, empty before the first
 */
public record Member(
        NodeId id,
        long incarnation,
        MemberState state,
        List<Address> addresses,
        SortedMap<String, String> tags,
        long sinceNanos,
        OptionalLong rttNanos) {

    /** The name in {@link #id}. */
    public String name() {
        return id.name();
    }

    /** The preferred address. */
    public Address address() {
        return addresses.get(0);
    }
}
