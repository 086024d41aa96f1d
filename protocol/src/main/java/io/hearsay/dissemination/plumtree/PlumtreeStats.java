package io.hearsay.dissemination.plumtree;

/**
 * What a node has done so far.
 *
 * @param delivered messages heard once, its own included
 * @param duplicates further copies that came
 * @param gossips copies sent
 * @param ihaves messages of announcements sent
 * @param grafts neighbours asked for messages
 * @param prunes neighbours told to announce only
 * @param spuriousGrafts questions for what then came from another one first
 * @param shortenings eager neighbours changed for nearer ones
 * @param ignored announcements passed over: too many at once, or by somebody distrusted
 * @param abandoned messages announced and not sent by any that had announced them
 * @param missing messages announced and not here, now
 * @param kept messages kept for those who ask, now
 * @param keptBytes their payloads
 */
public record PlumtreeStats(
        long delivered,
        long duplicates,
        long gossips,
        long ihaves,
        long grafts,
        long prunes,
        long spuriousGrafts,
        long shortenings,
        long ignored,
        long abandoned,
        int missing,
        int kept,
        long keptBytes) {}
