package io.hearsay.antientropy.scuttlebutt;

import io.hearsay.NodeId;
import java.util.List;

/**
 * A piece of one owner's state: all writes above one version up to another that were not overwritten since.
 *
 * @param after the receiver must hold all up to this version; 0: it may begin from nothing
 * @param upTo when it has taken the entries it holds all up to this one
 * @param collected tombstones up to this version may be missing in it
 * @param entries by version, in rising order, each above {@code after} and at most {@code upTo}
 */
public record Delta(NodeId owner, long after, long upTo, long collected, List<Entry> entries) {

    public Delta {
        entries = List.copyOf(entries);
        Known.checkVersion("upTo", upTo);
        Known.checkVersion("collected", collected);
        if (after < 0 || after > upTo)
            throw new IllegalArgumentException("after must be 0.." + upTo + ", was " + after);
        long last = after;
        for (Entry entry : entries) {
            if (entry.version() <= last || entry.version() > upTo)
                throw new IllegalArgumentException("version " + entry.version() + " is not in " + last + ".." + upTo);
            last = entry.version();
        }
    }
}
