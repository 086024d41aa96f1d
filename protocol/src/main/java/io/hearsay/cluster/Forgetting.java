package io.hearsay.cluster;

import io.hearsay.membership.sync.SyncEvent;
import io.hearsay.stack.ClusterNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Who waits for the report that a member is forgotten: one order for all who ask at the same time. */
final class Forgetting {
    private final ClusterNode node;
    private final Host host;
    private final Awaited awaited;
    private final Map<String, List<CompletableFuture<SyncEvent.ForgetReport>>> asking =
            new TreeMap<>(); // the node's thread alone

    Forgetting(ClusterNode node, Host host, Awaited awaited) {
        this.node = node;
        this.host = host;
        this.awaited = awaited;
    }

    CompletionStage<SyncEvent.ForgetReport> forget(String member) {
        CompletableFuture<SyncEvent.ForgetReport> report = awaited.answer();
        host.run(() -> forget(member, report));
        return report.copy();
    }

    private void forget(String member, CompletableFuture<SyncEvent.ForgetReport> report) {
        List<CompletableFuture<SyncEvent.ForgetReport>> all = asking.computeIfAbsent(member, n -> new ArrayList<>());
        all.add(report);
        if (all.size() > 1 || node.forget(member)) return;
        asking.remove(member);
        host.deliver(() -> report.completeExceptionally(
                new IllegalArgumentException("nobody named '" + member + "' is known here")));
    }

    void reported(SyncEvent.ForgetReport report) {
        List<CompletableFuture<SyncEvent.ForgetReport>> all =
                asking.remove(report.forgotten().name());
        if (all != null) host.deliver(() -> all.forEach(one -> one.complete(report)));
    }
}
