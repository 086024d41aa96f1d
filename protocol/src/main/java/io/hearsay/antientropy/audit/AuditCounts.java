package io.hearsay.antientropy.audit;

/**
 * What a node's audits have done since it started.
 *
 * @param items read anew, for itself or for others
 * @param rotten of them that were no longer what was written, here
 * @param healed by a peer's copy
 * @param named entries of others that were found to have rotted
 * @param refused requests of peers that asked for more than they may
 */
public record AuditCounts(long items, long rotten, long healed, long named, long refused) {}
