package io.hearsay.membership.sync;

import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.membership.Membership;
import io.hearsay.membership.Row;
import io.hearsay.membership.Standing;
import io.hearsay.membership.Update;
import io.hearsay.membership.sync.Catalogue.Chunk;
import io.hearsay.membership.sync.SyncMessage.Digest;
import io.hearsay.membership.sync.SyncMessage.Done;
import io.hearsay.membership.sync.SyncMessage.Line;
import io.hearsay.membership.sync.SyncMessage.Rows;
import io.hearsay.membership.sync.SyncMessage.Want;
import io.hearsay.membership.sync.SyncTimer.StepTimeout;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons of two views over a link, range by range; this node begins some and answers others.
 *
 * <p>Bounds: one begun with each peer; of each answered one two numbers are kept, of at most {@value #MAX_ANSWERED}
 * peers. Digests found to differ for good are remembered for as many peers, so that no pair compares the same twice.
 */
final class Comparisons {
    private static final int MAX_ANSWERED = 1_024;

    private final SyncConfig config;
    private final Environment env;
    private final Membership membership;
    private final Outboxes outboxes;
    private final Catalogue catalogue;
    private final Consumer<Peer> compared;
    private final Map<Long, Session> begun = new LinkedHashMap<>();
    private final Map<Long, Answering> answered = new LinkedHashMap<>();
    private final Map<Long, Pair> reconciled = new LinkedHashMap<>();
    private long nextSession = 1;
    private int lasting;
    private long lastDigest;

    private static final class Session {
        final long number;
        final Peer peer;
        final long lastRemoval;
        int step;
        boolean atEnd;

        Session(long number, Peer peer, long lastRemoval) {
            this.number = number;
            this.peer = peer;
            this.lastRemoval = lastRemoval;
        }
    }

    private record Answering(long session, long lastRemoval) {}

    private record Pair(long own, long theirs) {}

    Comparisons(
            SyncConfig config,
            Environment env,
            Membership membership,
            Outboxes outboxes,
            Catalogue catalogue,
            Consumer<Peer> compared) {
        this.config = config;
        this.env = env;
        this.membership = membership;
        this.outboxes = outboxes;
        this.catalogue = catalogue;
        this.compared = compared;
    }

    /** How many this node has begun. */
    int running() {
        return begun.size();
    }

    /** How often in a row a comparison has left this node with the view that it has, and the peer with another. */
    int lasting() {
        return membership.digest() == lastDigest ? lasting : 0;
    }

    /** Whether these two digests were compared with this peer already, in vain. */
    boolean isReconciled(Peer peer, long theirs) {
        return new Pair(membership.digest(), theirs).equals(reconciled.get(peer.instance()));
    }

    /** Begins on a link that stands; the link is closed at the end. */
    void begin(Peer peer) {
        if (begunWith(peer) != null) return;
        Session session = new Session(nextSession++, peer, membership.lastRemoval());
        begun.put(session.number, session);
        sendDigest(session, 0);
    }

    private @Nullable Session begunWith(Peer peer) {
        for (Session session : begun.values()) if (session.peer.instance() == peer.instance()) return session;
        return null;
    }

    private void sendDigest(Session session, long from) {
        Chunk chunk = catalogue.chunk(from, Catalogue.END);
        outboxes.send(session.peer, new Digest(session.number, from, chunk.to(), chunk.lines()));
        step(session);
    }

    private void step(Session session) {
        env.schedule(config.patience(), new StepTimeout(session.number, ++session.step));
    }

    void onDigest(Peer from, Digest digest) {
        if (digest.from() == 0) remember(answered, from, new Answering(digest.session(), membership.lastRemoval()));
        Chunk own = catalogue.chunk(digest.from(), digest.to());
        List<Long> wanted = new ArrayList<>();
        List<Long> same = new ArrayList<>();
        for (Line line : digest.lines()) {
            if (Long.compareUnsigned(line.nameHash(), own.to()) > 0) break;
            Long version = own.versions().get(line.nameHash());
            if (version != null && version == line.version()) same.add(line.nameHash());
            else wanted.add(line.nameHash());
        }
        same.forEach(own.versions()::remove);
        for (Rows rows : catalogue.rows(own.versions().keySet())) outboxes.send(from, rows);
        outboxes.send(from, new Want(digest.session(), own.to(), wanted));
    }

    void onRows(Peer from, Rows rows) {
        rows.removals().forEach(removal -> membership.hear(removal, from));
        List<Update> barred = new ArrayList<>();
        for (Standing standing : rows.standings()) {
            Update removal = membership.removalOf(standing.record().id());
            if (removal == null) membership.learn(standing, from);
            else barred.add(removal);
        }
        // It still holds somebody who is removed, perhaps so long ago that no line of ours says so.
        if (!barred.isEmpty()) outboxes.send(from, new Rows(List.of(), barred));
    }

    void onWant(Peer from, Want want) {
        Session session = begun.get(want.session());
        if (session == null || session.peer.instance() != from.instance() || session.atEnd) return;
        for (Rows rows : catalogue.rows(want.nameHashes())) outboxes.send(from, rows);
        if (want.to() != Catalogue.END) {
            sendDigest(session, want.to() + 1);
            return;
        }
        session.atEnd = true;
        outboxes.send(from, done(session.number));
        step(session);
    }

    private Done done(long session) {
        return new Done(session, membership.digest(), membership.self().record());
    }

    void onDone(Peer from, Done done) {
        membership.hear(new Update.Alive(done.record()), from);
        Session session = begun.get(done.session());
        if (session != null && session.atEnd && session.peer.instance() == from.instance()) {
            end(session, "views compared");
            conclude(from, done, session.lastRemoval);
            compared.accept(from);
            return;
        }
        Answering answering = answered.get(from.instance());
        if (answering == null || answering.session() != done.session()) return;
        answered.remove(from.instance());
        outboxes.send(from, done(done.session()));
        conclude(from, done, answering.lastRemoval());
        compared.accept(from);
    }

    private void conclude(Peer from, Done done, long lastRemoval) {
        membership.acknowledgedRemovals(from, lastRemoval);
        boolean agreed = done.viewDigest() == membership.digest();
        lasting = agreed ? 0 : lasting() + 1;
        lastDigest = membership.digest();
        if (!agreed) remember(reconciled, from, new Pair(membership.digest(), done.viewDigest()));
    }

    private void end(Session session, String reason) {
        begun.remove(session.number);
        env.links().close(session.peer, reason);
    }

    /** What was begun with this peer cannot go on. */
    void linkDown(Peer peer) {
        Session session = begunWith(peer);
        if (session != null) begun.remove(session.number);
        answered.remove(peer.instance());
    }

    void onStepTimeout(StepTimeout timeout) {
        Session session = begun.get(timeout.session());
        if (session == null || session.step != timeout.step()) return;
        end(session, "comparison timed out");
        Row row = membership.ofInstance(session.peer.instance());
        if (row == null || !row.isLive()) env.links().abandon(session.peer);
    }

    private static <E> void remember(Map<Long, E> map, Peer peer, E value) {
        map.remove(peer.instance());
        map.put(peer.instance(), value);
        if (map.size() <= MAX_ANSWERED) return;
        Iterator<Long> oldest = map.keySet().iterator();
        oldest.next();
        oldest.remove();
    }
}
