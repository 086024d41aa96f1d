package io.hearsay.membership.sync;

import io.hearsay.Environment;
import io.hearsay.NodeId;
import io.hearsay.Peer;
import io.hearsay.membership.Membership;
import io.hearsay.membership.Removal;
import io.hearsay.membership.Row;
import io.hearsay.membership.Update;
import io.hearsay.membership.sync.SyncMessage.Removed;
import io.hearsay.membership.sync.SyncMessage.RemovedSeen;
import io.hearsay.membership.sync.SyncTimer.ForgetRound;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings the word of removals to everybody, and gathers who has it. Gossip tells most; those who have not acknowledged
 * a tombstone some time after it came are told directly, a datagram's worth at a time, whenever they probe or are
 * probed.
 */
final class Forgetting {
    /** How many are told in one round after a command, so that a large cluster does not answer all at once. */
    private static final int TOLD_PER_ROUND = 32;

    private final SyncConfig config;
    private final Environment env;
    private final Membership membership;
    private final Map<NodeId, Long> commands = new LinkedHashMap<>();

    Forgetting(SyncConfig config, Environment env, Membership membership) {
        this.config = config;
        this.env = env;
        this.membership = membership;
    }

    /** Removes a life for good and follows the word of it; idempotent. */
    void forget(NodeId id) {
        Row row = membership.row(id.name());
        Peer subject = row == null ? null : membership.peer(row);
        membership.forget(id);
        // Nobody gossips to it any more: if it still runs, it hears it from us.
        Update removal = membership.removalOf(id);
        if (subject != null && removal != null) env.send(subject, new Removed(0, List.of(removal)));
        if (commands.putIfAbsent(id, env.nowNanos()) == null) env.schedule(config.retry(), new ForgetRound(id));
    }

    void onRound(ForgetRound timer) {
        Long since = commands.get(timer.forgotten());
        if (since == null) return;
        List<String> awaited = membership.awaited(timer.forgotten());
        List<String> live = awaited.stream().filter(this::isLive).toList();
        if (live.isEmpty() || env.nowNanos() - since >= config.farewell().toNanos()) {
            commands.remove(timer.forgotten());
            report(timer.forgotten(), awaited);
            return;
        }
        live.stream().limit(TOLD_PER_ROUND).forEach(this::tell);
        env.schedule(config.retry(), timer);
    }

    private boolean isLive(String name) {
        Row row = membership.row(name);
        return row != null && row.isLive();
    }

    private void report(NodeId forgotten, List<String> awaited) {
        List<String> confirmed = new ArrayList<>();
        for (Row row : membership.rows()) if (row.isLive() && !awaited.contains(row.name())) confirmed.add(row.name());
        env.emit(new SyncEvent.ForgetReport(forgotten, confirmed, awaited));
    }

    private void tell(String name) {
        Row row = membership.row(name);
        Peer peer = row == null ? null : membership.peer(row);
        if (peer != null) tell(peer, 0);
    }

    /** Tells the peer the oldest removals that it has not acknowledged. */
    void tell(Peer peer, long minAgeNanos) {
        List<Removal> owed = membership.removalsFor(peer, minAgeNanos, Removed.FITTING);
        if (!owed.isEmpty())
            env.send(
                    peer,
                    new Removed(
                            owed.get(owed.size() - 1).number(),
                            owed.stream().map(Removal::update).toList()));
    }

    void onRemoved(Peer from, Removed removed) {
        removed.removals().forEach(removal -> membership.hear(removal, from));
        env.send(from, new RemovedSeen(removed.upTo()));
    }

    void onRemovedSeen(Peer from, RemovedSeen seen) {
        if (seen.upTo() == 0) return;
        membership.acknowledgedRemovals(from, seen.upTo());
        tell(from, config.quiet().toNanos());
    }

    /** A peer's digest of its tombstones came along with a probe. */
    void digestHeard(Peer from, long removedDigest) {
        if (removedDigest != membership.removedDigest())
            tell(from, config.quiet().toNanos());
        else membership.acknowledgedRemovals(from, membership.lastRemoval());
    }
}
