package io.hearsay.antientropy.scuttlebutt;

import io.hearsay.NodeId;
import java.util.SortedMap;

/**
 * One owner's state as it is known here at one moment; immutable.
 *
 * @param owner which life of which name
 * @param version the last of its writes that is known here
 * @param collected up to which version it no longer remembers deleted keys
 * @param tombstones how many deleted keys are remembered
 * @param changedNanos when something of it last changed here, on this node's monotonic clock
 * @param entries by key, without the deleted ones
 */
public record Snapshot(
        NodeId owner,
        long version,
        long collected,
        int tombstones,
        long changedNanos,
        SortedMap<String, Entry> entries) {}
