package io.hearsay.data.map;

/**
 * What a node's maps hold and have done since it started.
 *
 * @param maps how many there are
 * @param entries in all of them, deleted ones that are still remembered included
 * @param bytes of all entries, as in {@link MapsConfig.Quota}
 * @param written here
 * @param merged from elsewhere that were new here
 * @param unspread writes that were not spread at once because too much was; reconciling brings them
 * @param refusedAhead writes of others that were stamped too far ahead
 * @param refusedPolicy entries of others under another policy
 * @param refusedRule entries of others under another rule
 * @param malformed entries of others that were none, or too large
 * @param rotted entries that were not taken from the store, as their checksum told that they had changed there
 * @param settled deletes that are remembered no longer, as all have acknowledged them
 * @param returned values that came back after that, and were deleted again
 */
public record MapCounts(
        int maps,
        long entries,
        long bytes,
        long written,
        long merged,
        long unspread,
        long refusedAhead,
        long refusedPolicy,
        long refusedRule,
        long malformed,
        long rotted,
        long settled,
        long returned) {}
