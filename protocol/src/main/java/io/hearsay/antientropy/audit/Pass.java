package io.hearsay.antientropy.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One walk over all items, and what it has found. Bound: {@link AuditReport#NAMED} findings. */
final class Pass {
    final long id;

    /** Whether somebody waits for it; else it goes on in the background. */
    final boolean isAsked;

    /** What is being read, and what after it. */
    private final Deque<String> scopes;

    /** The first item of the scope that was not read yet, as unsigned numbers go. */
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

    /** One or more scopes, one after the other. */
    Pass(long id, boolean isAsked, List<String> scopes) {
        this.id = id;
        this.isAsked = isAsked;
        this.scopes = new ArrayDeque<>(scopes);
    }

    String scope() {
        return scopes.element();
    }

    /** So far, up to this item, all of the scope was read. */
    void read(long to) {
        from = to + 1;
        if (to != -1) return;
        if (scopes.size() == 1) isOver = true;
        else scopes.remove();
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
