package io.hearsay.antientropy;

import io.hearsay.Environment;
import io.hearsay.LinkCause;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.antientropy.Exchange.Outcome;
import io.hearsay.antientropy.ReconcilerEvent.Cause;
import io.hearsay.antientropy.ReconcilerEvent.ExchangeFailed;
import io.hearsay.antientropy.ReconcilerEvent.Reconciled;
import io.hearsay.antientropy.ReconcilerMessage.Done;
import io.hearsay.antientropy.ReconcilerMessage.Entries;
import io.hearsay.antientropy.ReconcilerMessage.Failed;
import io.hearsay.antientropy.ReconcilerMessage.Open;
import io.hearsay.antientropy.ReconcilerMessage.Opened;
import io.hearsay.antientropy.ReconcilerMessage.Want;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes this node and another one agree, one session for each pair, over a link: in each scope that both hold, one
 * after the other.
 *
 * <p>Promises: a session that succeeds has given each side every entry that the other one had when it began, and costs
 * in proportion to the difference: nothing but two sums if there is none. Writes go on meanwhile and wait for nothing.
 * A session whose peer falls silent, asks or answers without end, or sends what cannot be, fails with a named cause,
 * and what was exchanged until then stays. One that its link or a busy peer ended is opened again by itself a few
 * times; it resumes in so far as what was exchanged no longer differs. Bounds: so many sessions as configured, each of
 * at most 320 KiB. Does not promise that both agree afterwards if either wrote meanwhile: the next session sees to
 * that. Not thread-safe.
 */
public final class Reconciler implements Protocol<AntiEntropyMessage, ReconcilerTimer> {
    private final ReconcilerConfig config;
    private final Environment env;
    private final Scopes scopes;
    private final Replica replica;
    private final Marker marker;
    private final Map<Peer, Asking> asking = new LinkedHashMap<>();
    private final Map<Peer, Answering> answering = new LinkedHashMap<>();
    /** Last words that full windows did not take; of one peer the latest. */
    private final Map<Peer, AntiEntropyMessage> farewells = new LinkedHashMap<>();

    private final Exchanges over = new Exchanges();

    /** A node without sessions. */
    public Reconciler(ReconcilerConfig config, Environment env, Scopes scopes, Replica replica, Marker marker) {
        this.config = config;
        this.env = env;
        this.scopes = scopes;
        this.replica = replica;
        this.marker = marker;
    }

    /**
     * A node without sessions, of which everybody holds the same, and of which nobody keeps account.
     *
     * @param methods in the order in which they are tried; both sides need the same ones
     */
    public Reconciler(
            ReconcilerConfig config, Environment env, ItemSet items, Replica replica, List<? extends Method> methods) {
        this(config, env, new Everything(new Scope(Scope.ALL, items, List.copyOf(methods))), replica, Marker.NONE);
    }

    /** Opens a session; false if there is one with this peer, or as many as there may be. An event says how it ends. */
    public boolean reconcile(Peer peer) {
        return begin(peer, null).isPresent();
    }

    /**
     * Opens a session as {@link #reconcile} does, and says its number; empty if that opens none.
     *
     * @param inspector if there is one, it sees what differs and nothing is exchanged: neither side changes, and the
     *     other one cannot tell. Such a session is not tried again by itself
     */
    public OptionalLong begin(Peer peer, @Nullable Inspector inspector) {
        if (answering.containsKey(peer)) return OptionalLong.empty();
        return open(peer, inspector == null ? 1 : config.attempts(), inspector);
    }

    /** Sessions that this node has opened and that are not over. */
    public int opened() {
        return asking.size();
    }

    /** Sessions of others that this node answers. */
    public int answered() {
        return answering.size();
    }

    /** The sessions that run, then the latest ones that are over, the latest first: at most 128 of these. */
    public List<Exchange> exchanges() {
        List<Exchange> exchanges = new ArrayList<>();
        for (Session session : running()) exchanges.add(session.snapshot(Outcome.RUNNING, null));
        exchanges.addAll(over.latestFirst());
        return exchanges;
    }

    /** What all sessions that are over came to. */
    public ExchangeCounts counts() {
        return over.counts();
    }

    /**
     * Ends a session, whoever opened it, and tells the other side; false if none runs under this number. What was
     * exchanged stays. It is not opened again by itself, but a later round may open another.
     */
    public boolean cancel(long id) {
        for (Session session : running())
            if (session.id() == id) {
                giveUp(session, Cause.CANCELLED);
                return true;
            }
        return false;
    }

    private List<Session> running() {
        List<Session> running = new ArrayList<>(asking.values());
        running.addAll(answering.values());
        return running;
    }

    /** This node no longer holds what has this name: sessions that are about it end. */
    public void dropped(String name) {
        for (Asking session : asking.values()) session.leaveOut(name);
        for (Session session : running()) if (session.scope().name().equals(name)) giveUp(session, Cause.NOT_HELD);
    }

    private OptionalLong open(Peer peer, int attempt, @Nullable Inspector inspector) {
        if (asking.containsKey(peer) || asking.size() >= config.opened()) return OptionalLong.empty();
        long id = env.random().nextLong();
        Asking session = new Asking(env, peer, id, replica, scopes.with(peer), attempt, inspector, marker);
        asking.put(peer, session);
        watch(session);
        env.links().open(peer);
        return OptionalLong.of(session.id());
    }

    private void watch(Session session) {
        env.schedule(config.silence(), new ReconcilerTimer.Silence(session.peer(), session.id(), session.activity()));
    }

    @Override
    public void start() {}

    @Override
    public void linkUp(Peer peer) {
        Asking session = asking.get(peer);
        if (session != null) session.begin();
    }

    @Override
    public void linkWritable(Peer peer) {
        AntiEntropyMessage farewell = farewells.remove(peer);
        if (farewell != null) bid(peer, farewell);
        for (Session session : sessions(peer)) guarded(session, session::writable);
    }

    @Override
    public void linkDown(Peer peer, LinkCause cause) {
        farewells.remove(peer);
        for (Session session : sessions(peer)) fail(session, Cause.LINK_DOWN);
    }

    private List<Session> sessions(Peer peer) {
        Asking ours = asking.get(peer);
        Answering theirs = answering.get(peer);
        if (ours != null) return theirs == null ? List.of(ours) : List.of(ours, theirs);
        return theirs == null ? List.of() : List.of(theirs);
    }

    @Override
    public void receive(Peer from, AntiEntropyMessage message) {
        if (message instanceof Open open) {
            onOpen(from, open);
            return;
        }
        for (Session session : sessions(from))
            if (session.id() == message.session()) {
                session.heard(message);
                if (message instanceof Failed failed) fail(session, failed.cause());
                else guarded(session, () -> onMessage(session, message));
                return;
            }
    }

    /** A message of a session that is over has found nobody; one of another side's turn ends it. */
    private void onMessage(Session session, AntiEntropyMessage message) {
        boolean isOver =
                session instanceof Asking ours ? onAnswer(ours, message) : onQuestion((Answering) session, message);
        if (!isOver) session.work();
    }

    private void onOpen(Peer from, Open open) {
        Asking ours = asking.get(from);
        if (ours != null) {
            if (ours.isOpened() || Long.compareUnsigned(ours.id(), open.session()) < 0) {
                bid(from, new Failed(open.session(), Cause.CROSSED));
                return;
            }
            fail(ours, Cause.CROSSED);
        }
        Answering forgotten = answering.remove(from);
        if (forgotten != null) over.add(forgotten.snapshot(Outcome.FAILED, Cause.LINK_DOWN));
        Scope scope = scopes.named(open.scope());
        if (scope == null) bid(from, new Failed(open.session(), Cause.NOT_HELD));
        else if (open.sum() != scope.items().sum() && answering.size() >= config.answered())
            bid(from, new Failed(open.session(), Cause.BUSY));
        else answer(from, open, scope);
    }

    private void answer(Peer from, Open open, Scope scope) {
        ItemSet items = scope.items();
        Answering session = new Answering(env, from, open.session(), replica, scope);
        session.heard(open);
        Marks marks = open.asks() ? marker.marks(scope.name()) : Marks.NONE;
        if (open.sum() == items.sum()) {
            bid(session, new Opened(open.session(), items.sum(), items.count(), 0, marks));
            over.add(session.snapshot(Outcome.AGREED, null));
            return;
        }
        long[] theyLack = items.since(open.sum());
        int lag = theyLack == null ? 0 : theyLack.length;
        session.send(new Opened(open.session(), items.sum(), items.count(), lag, marks));
        answering.put(from, session);
        watch(session);
        if (theyLack != null) session.lag(theyLack);
        session.work();
    }

    /** Of the side that asks; true if the session is over. */
    private boolean onAnswer(Asking session, AntiEntropyMessage message) {
        if (message instanceof Opened opened) {
            return session.onOpened(opened) && isOver(session, true);
        }
        if (message instanceof Done done) return isOver(session, session.onDone(done));
        if (message instanceof Entries entries) session.onEntries(entries);
        else if (message instanceof SearchMessage answer) session.onAnswer(answer);
        else throw new SearchFailedException(Cause.OUT_OF_TURN);
        return false;
    }

    private boolean isOver(Asking session, boolean agreed) {
        boolean isLast = session.isLast(agreed);
        if (isLast) finish(session);
        return isLast;
    }

    /** Of the side that answers; true if the session is over. */
    private boolean onQuestion(Answering session, AntiEntropyMessage message) {
        if (message instanceof Done done) {
            ItemSet items = session.scope().items();
            bid(session, new Done(session.id(), items.sum()));
            answering.remove(session.peer());
            over.add(session.snapshot(outcome(done.sum() == items.sum()), null));
            return true;
        }
        if (message instanceof Entries entries) session.onEntries(entries);
        else if (message instanceof Want want) session.onWant(want);
        else if (message instanceof SearchMessage question) session.onQuestion(question);
        else throw new SearchFailedException(Cause.OUT_OF_TURN);
        return false;
    }

    private static Outcome outcome(boolean agreed) {
        return agreed ? Outcome.AGREED : Outcome.DIFFERENT;
    }

    private void finish(Asking session) {
        boolean agreed = session.agrees();
        asking.remove(session.peer());
        boolean isLooking = session.isLooking() && !agreed;
        over.add(session.snapshot(isLooking ? Outcome.COMPARED : outcome(agreed), null));
        env.links().close(session.peer(), "reconciled");
        env.emit(new Reconciled(
                session.id(),
                session.peer(),
                session.method(),
                session.outgoing().sent(),
                session.received(),
                agreed));
    }

    private void guarded(Session session, Runnable handler) {
        try {
            handler.run();
        } catch (SearchFailedException e) {
            giveUp(session, e.reason());
        }
    }

    /** Ends it and tells the other side why. */
    private void giveUp(Session session, Cause cause) {
        if (session.isBegun()) bid(session.peer(), new Failed(session.id(), cause));
        fail(session, cause);
    }

    private void bid(Session session, AntiEntropyMessage farewell) {
        session.says(farewell);
        bid(session.peer(), farewell);
    }

    /** Says the last word, now or when the window opens: there is no session any more that would wait for that. */
    private void bid(Peer peer, AntiEntropyMessage farewell) {
        if (!env.links().send(peer, farewell)) farewells.put(peer, farewell);
    }

    private void fail(Session session, Cause cause) {
        if (session instanceof Asking ours) failed(ours, cause);
        else if (answering.remove(session.peer(), session)) {
            over.add(session.snapshot(Outcome.FAILED, cause));
            env.emit(new ExchangeFailed(session.id(), session.peer(), cause, 1));
        }
    }

    private void failed(Asking session, Cause cause) {
        if (!asking.remove(session.peer(), session)) return;
        over.add(session.snapshot(Outcome.FAILED, cause));
        env.links().close(session.peer(), "reconciling failed");
        env.emit(new ExchangeFailed(session.id(), session.peer(), cause, session.attempt()));
        boolean mayPass = cause == Cause.LINK_DOWN || cause == Cause.BUSY || cause == Cause.TIMED_OUT;
        if (mayPass && session.attempt() < config.attempts())
            env.schedule(
                    config.again().toNanos() << session.attempt() - 1,
                    new ReconcilerTimer.Again(session.peer(), session.attempt() + 1));
    }

    @Override
    public void expire(ReconcilerTimer timer) {
        if (timer instanceof ReconcilerTimer.Work work) onWork(work);
        else if (timer instanceof ReconcilerTimer.Silence silence) onSilence(silence);
        else if (timer instanceof ReconcilerTimer.Again again) {
            if (!answering.containsKey(again.peer())) open(again.peer(), again.attempt(), null);
        } else throw new AssertionError(timer);
    }

    private void onWork(ReconcilerTimer.Work work) {
        for (Session session : sessions(work.peer()))
            if (session.id() == work.session()) guarded(session, session::turn);
    }

    private void onSilence(ReconcilerTimer.Silence silence) {
        for (Session session : sessions(silence.peer())) {
            if (session.id() != silence.session()) continue;
            boolean isSilent = session.activity() == silence.heard();
            if (isSilent || session.ageNanos() > config.longest().toNanos()) {
                giveUp(session, Cause.TIMED_OUT);
            } else watch(session);
        }
    }
}
