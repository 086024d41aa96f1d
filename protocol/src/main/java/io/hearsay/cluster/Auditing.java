package io.hearsay.cluster;

import io.hearsay.antientropy.audit.AuditEvent;
import io.hearsay.antientropy.audit.AuditReport;
import io.hearsay.stack.NodeMaps;
import java.util.Map;
import java.util.OptionalLong;
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
        CompletableFuture<AuditReport> done = awaited.answer();
        host.run(() -> {
            OptionalLong audit = maps.audit();
            if (audit.isPresent()) waiting.put(audit.getAsLong(), done);
            else
                host.deliver(() -> done.completeExceptionally(
                        new IllegalStateException("this node audits its maps already; try again when that is over")));
        });
        return done.copy();
    }

    /** On the node's thread. */
    void report(AuditEvent event) {
        if (!(event instanceof AuditEvent.Finished finished)) return;
        CompletableFuture<AuditReport> done = waiting.remove(finished.report().audit());
        if (done != null) host.deliver(() -> done.complete(finished.report()));
    }
}
