package io.hearsay.data.map;

import io.hearsay.data.Retention;
import java.time.Duration;

/**
 * How a node keeps its maps.
 *
 * @param retention how long deletes are remembered
 * @param maxDrift how far ahead of this node's time of day a write of somebody else may be stamped, default 1 min; more
 *     of it lets a wrong clock win for longer, less refuses writes of honest ones (guess)
 * @param quota how much there may be
 * @param durability what it means that a write is done
 */
public record MapsConfig(Retention retention, Duration maxDrift, Quota quota, Durability durability) {

    /** What it means that a write is done. */
    public enum Durability {
        /** It is in this node's memory, and on its way to others: they keep it. Nothing is stored. */
        NONE,
        /** The same, and it is on its way to the store, too. */
        ASYNC,
        /** It survives a loss of power here. */
        SYNC
    }

    /**
     * How much there may be: what would be more is refused where it is written. Bytes are those of names, keys and
     * values with their stamps as they travel; in the heap an entry of 16 and 16 bytes takes about 270.
     *
     * @param maps default 64
     * @param entriesPerMap deleted ones that are still remembered included, default 1,000,000
     * @param bytesPerMap default 64 MiB
     * @param bytes of all maps, default 128 MiB
     */
    public record Quota(int maps, long entriesPerMap, long bytesPerMap, long bytes) {
        public Quota {
            if (maps < 1 || entriesPerMap < 1 || bytesPerMap < 1 || bytes < 1)
                throw new IllegalArgumentException("a quota must be 1 or more, was " + maps + " maps, " + entriesPerMap
                        + " entries, " + bytesPerMap + " and " + bytes + " bytes");
        }

        /** The defaults above. */
        public static Quota usual() {
            return new Quota(64, 1_000_000, 64L << 20, 128L << 20);
        }
    }

    public MapsConfig {
        if (maxDrift.isNegative()) throw new IllegalArgumentException("maxDrift must be 0 or more, was " + maxDrift);
    }

    /** The defaults above; nothing is stored. */
    public static MapsConfig usual() {
        return new MapsConfig(Retention.usual(), Duration.ofMinutes(1), Quota.usual(), Durability.NONE);
    }

    /** The same with another memory of deletes. */
    public MapsConfig withRetention(Retention other) {
        return new MapsConfig(other, maxDrift, quota, durability);
    }

    /** The same with other quotas. */
    public MapsConfig withQuota(Quota other) {
        return new MapsConfig(retention, maxDrift, other, durability);
    }

    /** The same with another durability. */
    public MapsConfig withDurability(Durability other) {
        return new MapsConfig(retention, maxDrift, quota, other);
    }
}
