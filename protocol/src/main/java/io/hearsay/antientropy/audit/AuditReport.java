package io.hearsay.antientropy.audit;

import java.util.List;

/**
 * What one audit has done and found.
 *
 * @param audit its number among those of this node since it started
 * @param done whether it is over: all was read, and what could be healed is; else the numbers are of now
 * @param items of this node that were read
 * @param slices in which they were read
 * @param asked challenges sent, one for each slice and witness
 * @param answered those that were answered in time
 * @param unwitnessed slices that nobody answered for: they were only compared with their own items
 * @param findings at most {@link #NAMED}
 * @param unnamed how many more there are
 */
public record AuditReport(
        long audit,
        boolean done,
        long items,
        long slices,
        long asked,
        long answered,
        long unwitnessed,
        List<Finding> findings,
        long unnamed) {
    /** More of them nobody reads. */
    public static final int NAMED = 1_000;

    public AuditReport {
        findings = List.copyOf(findings);
    }
}
