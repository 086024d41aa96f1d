package io.hearsay.cluster;

import io.hearsay.antientropy.audit.AuditEvent;
import io.hearsay.antientropy.audit.AuditReport;
import io.hearsay.stack.NodeMaps;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Those who wait for the end of an audit that they have asked for. */
final class Auditing {
    private final NodeMaps maps;
    private final Host host;
    private final Awaited awaited;
    private final Map<Long, CompletableFuture<AuditReport>> waiting = new TreeMap<>(); // the node's thread alone

    Auditing(NodeMaps maps, Host host, Awaited awaited) {
        this.maps = maps;
        this.host = host;
        this.awaited = awaited;
    }

    CompletionStage<AuditReport> audit() {
        return awaited.ask(this::begin).copy();
    }

    private CompletableFuture<AuditReport> begin() {
        long audit = maps.audit()
                .orElseThrow(() ->
                        new IllegalStateException("this member audits its maps already; try again when that is over"));
        CompletableFuture<AuditReport> done = awaited.answer();
        waiting.put(audit, done);
        return done;
    }

    /** On the node's thread. */
    void report(AuditEvent event) {
        if (!(event instanceof AuditEvent.Finished finished)) return;
        CompletableFuture<AuditReport> done = waiting.remove(finished.report().audit());
        if (done != null) host.deliver(() -> done.complete(finished.report()));
    }
}
