package io.hearsay.cluster;

import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.sync.Refusal;
import io.hearsay.membership.sync.SyncEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** How this node comes in, and how it ends: what those who wait for either are told. */
final class Lifetime {
    final CompletableFuture<Void> joined;
    final CompletableFuture<Void> settled;
    final CompletableFuture<SyncEvent.LeaveReport> left;
    final CompletableFuture<Ending> ended;

    private final Host host;
    private final Awaited awaited;

    Lifetime(Host host, Awaited awaited) {
        this.host = host;
        this.awaited = awaited;
        joined = awaited.answer();
        settled = awaited.answer();
        left = awaited.answer();
        ended = host.promise();
    }

    /** From any thread; the first ending counts. */
    void end(Ending ending) {
        host.close();
        if (ended.complete(ending)) awaited.end(ending);
    }

    void report(SyncEvent event) {
        if (event instanceof SyncEvent.JoinedCluster) host.deliver(() -> joined.complete(null));
        else if (event instanceof SyncEvent.Settled) host.deliver(() -> settled.complete(null));
        else if (event instanceof SyncEvent.LeaveReport report) host.deliver(() -> left.complete(report));
        else if (event instanceof SyncEvent.JoinRefused refused) stop(ending(refused));
    }

    void report(MemberEvent event) {
        if (event instanceof MemberEvent.IdentityConflict conflict && conflict.iYield())
            stop(new Ending(Ending.Reason.NAME_TAKEN, sentence(conflict)));
        else if (event instanceof MemberEvent.SelfForgotten forgotten)
            stop(new Ending(Ending.Reason.FORGOTTEN, "this node was forgotten by a command at " + forgotten.by()));
    }

    /** Not from within the handler that reports it: what it still has to say leaves first. */
    private void stop(Ending ending) {
        host.runAfter(Duration.ofMillis(100), () -> host.deliver(() -> end(ending)));
    }

    private static Ending ending(SyncEvent.JoinRefused refused) {
        String says = refused.by() + " does not let this node in: " + refused.text();
        return refused.reason() == Refusal.HELD
                ? new Ending(
                        Ending.Reason.NAME_TAKEN, says + "; give this one another name, or stop that process first")
                : new Ending(Ending.Reason.REFUSED, says);
    }

    private static String sentence(MemberEvent.IdentityConflict conflict) {
        return "another process runs under this node's name, " + conflict.other()
                + ", and began later; give one of them another name";
    }
}
