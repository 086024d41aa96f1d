package io.hearsay.cluster;

import io.hearsay.Event;
import io.hearsay.antientropy.ReconcilerEvent;
import io.hearsay.antientropy.audit.AuditEvent;
import io.hearsay.antientropy.scuttlebutt.StateChanged;
import io.hearsay.data.map.MapEvent;
import io.hearsay.dissemination.query.QueryEvent;
import io.hearsay.membership.keys.KeyEvent.KeyReport;
import io.hearsay.membership.sync.SyncEvent;
import io.hearsay.stack.ClusterNode;
import java.util.function.LongSupplier;

/** What a handle offers where everybody knows everybody. */
final class Everybody {
    final ClusterNode node;
    final Keys keys;
    final Questions questions;
    final Handlers handlers;
    final Forgetting forgetting;
    final SharedMaps maps;
    final State state;

    Everybody(ClusterNode node, Host host, Awaited awaited, Roster roster, LongSupplier wallMillis) {
        this.node = node;
        keys = new Keys(node.keys(), host, awaited);
        questions = new Questions(node, host, awaited, roster);
        handlers = new Handlers(node, host);
        forgetting = new Forgetting(node, host, awaited);
        maps = new SharedMaps(node, host, awaited, wallMillis);
        state = new State(node.state(), node.self().name(), host, awaited);
    }

    /** On the node's thread. */
    void report(Event event) {
        if (event instanceof SyncEvent.ForgetReport report) forgetting.reported(report);
        else if (event instanceof MapEvent change) maps.report(change);
        else if (event instanceof ReconcilerEvent ended) maps.report(ended);
        else if (event instanceof AuditEvent found) maps.report(found);
        else if (event instanceof StateChanged change) state.report(change);
        else if (event instanceof KeyReport report) keys.reported(report);
        else if (event instanceof QueryEvent.Asked asked) handlers.asked(asked);
        else if (event instanceof QueryEvent.Noted noted) handlers.noted(noted);
        else if (event instanceof QueryEvent query) questions.report(query);
    }
}
