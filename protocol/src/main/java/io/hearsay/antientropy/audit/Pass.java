package io.hearsay.antientropy.audit;

import java.util.LinkedHashMap;
import java.util.Map;

/** One walk over all items, and what it has found. Bound: {@link AuditReport#NAMED} findings. */
final class Pass {
    final long id;

    /** Whether somebody waits for it; else it goes on in the background. */
    final boolean isAsked;

    /** The first item that was not read yet, as unsigned numbers go. */
    long from;

    /** Whether all were read. */
    boolean isOver;

    long items;
    long slices;
    long asked;
    long answered;
    long unwitnessed;
    private long unnamed;
    private final Map<Place, Finding> findings = new LinkedHashMap<>();

    /** One node's copy of one entry; instance 0 is this node. */
    private record Place(long item, long instance) {}

    Pass(long id, boolean isAsked) {
        this.id = id;
        this.isAsked = isAsked;
    }

    /** Whether it is news. */
    boolean add(Finding finding) {
        long instance = finding.peer() == null ? 0 : finding.peer().instance();
        Place place = new Place(finding.item(), instance);
        if (findings.size() == AuditReport.NAMED && !findings.containsKey(place)) {
            unnamed++;
            return true;
        }
        return findings.put(place, finding) == null;
    }

    AuditReport report(boolean isDone) {
        return new AuditReport(
                id,
                isDone,
                items,
                slices,
                asked,
                answered,
                unwitnessed,
                findings.values().stream().toList(),
                unnamed);
    }
}
