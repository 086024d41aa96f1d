package io.hearsay.dissemination.plumtree;

import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.dissemination.plumtree.Kept.Item;
import io.hearsay.dissemination.plumtree.Missing.Source;
import io.hearsay.dissemination.plumtree.Missing.Wanted;
import io.hearsay.dissemination.plumtree.Missing.Word;
import io.hearsay.dissemination.plumtree.PlumtreeConfig.Tree;
import io.hearsay.dissemination.plumtree.PlumtreeEvent.Abandoned;
import io.hearsay.dissemination.plumtree.PlumtreeEvent.Delivered;
import io.hearsay.dissemination.plumtree.PlumtreeEvent.Distrusted;
import io.hearsay.dissemination.plumtree.PlumtreeEvent.Duplicate;
import io.hearsay.dissemination.plumtree.PlumtreeMessage.Announcement;
import io.hearsay.dissemination.plumtree.PlumtreeMessage.Gossip;
import io.hearsay.dissemination.plumtree.PlumtreeMessage.Graft;
import io.hearsay.dissemination.plumtree.PlumtreeMessage.IHave;
import io.hearsay.dissemination.plumtree.PlumtreeMessage.Prune;
import java.time.Duration;
import java.util.List;

/**
 * Broadcasts along trees over symmetric neighbours, which it is told of (Leitão, Pereira, Rodrigues 2007).
 *
 * <p>Promises: each message is delivered once on each node that it reaches, its origin included; it reaches everybody
 * whom links join to somebody that still keeps it. In a quiet overlay each node is sent each message once. Does not
 * promise any order, nor anything against members that lie, except that announcing what never comes does not cost more
 * than {@link Missing} says. Bounded by the configuration, by what {@link Branches}, {@link Missing} and
 * {@link Announcements} state, and by what {@link Heard} remembers. Not thread-safe.
 */
public final class Plumtree implements Protocol<PlumtreeMessage, PlumtreeTimer> {
    /** The largest payload, in bytes: what fits on a link in one message. */
    public static final int MAX_PAYLOAD_BYTES = 15 * 1024;

    /** How many of the messages kept are announced to a new neighbour. */
    private static final int RECENT = 1_024;

    /** How many own messages leave in one handler: with 100 bytes each, a few frames a link. */
    private static final int AT_ONCE = 256;

    private final PlumtreeConfig config;
    private final Environment env;
    private final long self;
    private final Branches branches = new Branches();
    private final Kept kept;
    private final Missing missing = new Missing();
    private final Announcements announcements = new Announcements();
    private final Pushes pushes;
    private final Outgoing outgoing;
    private final Shaper shaper;
    private boolean sending;
    private boolean waiting;
    private final Counters counters = new Counters();
    private long sequence;
    private boolean announcing;
    private long shortenedNanos;

    private static final class Counters {
        private long delivered;
        private long duplicates;
        private long ihaves;
        private long grafts;
        private long prunes;
        private long spurious;
        private long shortenings;
        private long ignored;
        private long abandoned;
    }

    /**
     * Creates a node without neighbours.
     *
     * @param self this node's own instance
     */
    public Plumtree(PlumtreeConfig config, Environment env, long self) {
        this.config = config;
        this.env = env;
        this.self = self;
        this.kept = new Kept(config.store());
        this.pushes = new Pushes(env, config.queue().patience(), this::announce);
        this.outgoing = new Outgoing(config.queue());
        this.shortenedNanos = env.nowNanos();
        this.shaper = new Shaper(config.tree());
    }

    // Commands.

    /**
     * Sends a message to everybody when the links have room: at once, or after those offered before. What is offered
     * while others wait travels with them.
     *
     * @param payload at most {@value #MAX_PAYLOAD_BYTES} bytes; the tree's from now on
     * @return false if too much waits already; nothing has changed then
     * @throws IllegalArgumentException if it is larger; nothing was sent then
     */
    public boolean offer(byte[] payload) {
        return offer(List.of(payload));
    }

    /** The same with several messages, which follow each other: all or none. */
    public boolean offer(List<byte[]> payloads) {
        for (byte[] payload : payloads) check(payload);
        if (!outgoing.add(payloads)) return false;
        if (!sending && !waiting) sendOwn(1);
        return true;
    }

    /** How many own messages wait for room. */
    public int waiting() {
        return outgoing.size();
    }

    /** How many bytes of payload these have. */
    public long waitingBytes() {
        return outgoing.bytes();
    }

    /**
     * Sends a message to everybody now, whatever waits.
     *
     * @param payload at most {@value #MAX_PAYLOAD_BYTES} bytes; the tree's from now on
     * @throws IllegalArgumentException if it is larger; nothing was sent then
     */
    public MessageId broadcast(byte[] payload) {
        check(payload);
        return send(payload);
    }

    private static void check(byte[] payload) {
        if (payload.length > MAX_PAYLOAD_BYTES)
            throw new IllegalArgumentException(
                    "a payload has at most " + MAX_PAYLOAD_BYTES + " bytes, this has " + payload.length);
    }

    private MessageId send(byte[] payload) {
        MessageId id = new MessageId(self, ++sequence);
        deliver(new Item(id, 0, payload, self, env.nowNanos()));
        return id;
    }

    /** A neighbour from now on, to which a link stands: eager, and told what was heard lately. */
    public void neighborUp(Peer peer) {
        branches.add(peer);
        for (Item item : kept.youngest(RECENT)) announce(peer, item);
    }

    /** No neighbour any more. */
    public void neighborDown(Peer peer) {
        branches.remove(peer);
        missing.forget(peer);
        announcements.forget(peer);
        pushes.forget(peer);
        goOn();
    }

    /** The neighbours that get this sender's messages at once. */
    public List<Peer> eager(long origin) {
        return branches.neighbours(tree(origin), false);
    }

    /** The neighbours to whom this sender's messages are only announced. */
    public List<Peer> lazy(long origin) {
        return branches.neighbours(tree(origin), true);
    }

    /** What this node has done so far. */
    public PlumtreeStats stats() {
        return new PlumtreeStats(
                counters.delivered,
                counters.duplicates,
                pushes.sent(),
                counters.ihaves,
                counters.grafts,
                counters.prunes,
                counters.spurious,
                counters.shortenings,
                missing.ignored(),
                counters.abandoned,
                missing.size(),
                kept.size(),
                kept.bytes());
    }

    @Override
    public void start() {}

    @Override
    public void receive(Peer from, PlumtreeMessage message) {
        if (message instanceof Gossip gossip) onGossip(from, gossip);
        else if (message instanceof IHave ihave) onIHave(from, ihave);
        else if (message instanceof Graft graft) onGraft(from, graft);
        else if (message instanceof Prune prune) onPrune(from, prune);
        else throw new AssertionError(message);
    }

    @Override
    public void expire(PlumtreeTimer timer) {
        if (timer instanceof PlumtreeTimer.Announce) onAnnounce();
        else if (timer instanceof PlumtreeTimer.Overdue overdue) onOverdue(overdue);
        else if (timer instanceof PlumtreeTimer.Forget) onForget();
        else if (timer instanceof PlumtreeTimer.Send) onSend();
        else if (timer instanceof PlumtreeTimer.Impatient) onImpatient();
        else throw new AssertionError(timer);
    }

    private long tree(long origin) {
        return config.tree() == Tree.OF_SENDER ? origin : Branches.SHARED;
    }

    // Own messages on their way out.

    private void onSend() {
        sending = false;
        sendOwn(AT_ONCE);
    }

    /** What else is offered before this turn is over goes with the next: many in one frame. */
    private void sendOwn(int most) {
        if (sending) return;
        waiting = false;
        byte[] next = null;
        for (int i = 0; i < most && pushes.isEmpty() && (next = outgoing.poll()) != null; i++) send(next);
        if (!pushes.isEmpty() && outgoing.size() > 0) {
            waiting = true;
            pushes.watch();
        } else if (next != null) {
            sending = true;
            env.schedule(0, new PlumtreeTimer.Send());
        }
    }

    private void goOn() {
        if (waiting && pushes.isEmpty()) sendOwn(AT_ONCE);
    }

    private void onImpatient() {
        pushes.impatient(branches.all());
        goOn();
    }

    // The tree.

    private void deliver(Item item) {
        if (kept.isEmpty()) env.schedule(config.store().age(), new PlumtreeTimer.Forget());
        kept.add(item);
        counters.delivered++;
        shaper.heard(item.id().origin(), env.nowNanos());
        long tree = tree(item.id().origin());
        for (Peer peer : branches.neighbours(tree, false)) if (peer.instance() != item.from()) pushes.push(peer, item);
        for (Peer peer : branches.neighbours(tree, true)) if (peer.instance() != item.from()) announce(peer, item);
        env.emit(new Delivered(item.id(), item.round(), item.payload()));
    }

    private void onGossip(Peer from, Gossip gossip) {
        long tree = tree(gossip.id().origin());
        if (kept.isHeard(gossip.id())) {
            counters.duplicates++;
            env.emit(new Duplicate(gossip.id(), gossip.payload()));
            if (shaper.isShapedBy(gossip.id().origin()) && isFedByAnother(tree, gossip.id(), from)) prune(tree, from);
            return;
        }
        if (!isOnItsWay(tree, from)) branches.makeLoud(tree, from);
        arrived(from, gossip.id());
        deliver(new Item(gossip.id(), gossip.round(), gossip.payload(), from.instance(), env.nowNanos()));
        pushes.brake(from);
    }

    private void arrived(Peer from, MessageId id) {
        Wanted wanted = missing.remove(id);
        if (wanted == null) return;
        if (wanted.asked.contains(from.instance())) missing.keptWord(from);
        else counters.spurious += wanted.asked.size();
        takeUp();
    }

    /**
     * Whether who brought the first copy brings the next ones too. If that came from one that was pruned meanwhile, or
     * has come again from the same, then this is the neighbour that feeds this node, however late it was.
     */
    private boolean isFedByAnother(long tree, MessageId id, Peer than) {
        Item first = kept.find(id);
        if (first == null || first.from() == self) return true;
        Peer feed = branches.find(first.from());
        return feed != null && feed.instance() != than.instance() && !branches.isQuiet(tree, feed);
    }

    /** Whether what comes from a neighbour left it before it knew that it was to be quiet. */
    private boolean isOnItsWay(long tree, Peer peer) {
        return branches.isQuietSince(
                tree, peer, env.nowNanos() - config.graftAfter().toNanos());
    }

    /** Once in a while: one that goes on sending has forgotten. */
    private void prune(long tree, Peer peer) {
        if (isOnItsWay(tree, peer) || !env.links().send(peer, new Prune(tree))) return;
        branches.makeQuiet(tree, peer, env.nowNanos());
        counters.prunes++;
    }

    /** What waits for it, it has had from elsewhere, or will. */
    private void onPrune(Peer from, Prune prune) {
        branches.makeLazy(prune.tree(), from);
        pushes.withdraw(from);
        goOn();
    }

    // Announcements, and what they are for.

    private void announce(Peer to, Item item) {
        announcements.add(to, item.id(), item.round() + 1);
        if (announcing) return;
        announcing = true;
        env.schedule(config.announceEvery(), new PlumtreeTimer.Announce());
    }

    private void onAnnounce() {
        announcing = false;
        for (Peer peer : branches.all()) announceTo(peer);
    }

    @Override
    public void linkWritable(Peer peer) {
        boolean isClear = pushes.hasRoom(peer);
        if (isClear && branches.contains(peer)) announceTo(peer);
        goOn();
    }

    private void announceTo(Peer peer) {
        for (List<Announcement> next = announcements.next(peer, PlumtreeMessage.MAX_IDS);
                !next.isEmpty();
                next = announcements.next(peer, PlumtreeMessage.MAX_IDS)) {
            if (!env.links().send(peer, new IHave(next))) return;
            counters.ihaves++;
            announcements.sent(peer, next.size());
        }
    }

    private void onIHave(Peer from, IHave ihave) {
        if (!branches.contains(from)) return;
        for (Announcement each : ihave.announcements()) {
            missing.later(from, each);
            shorten(from, each.at(each.count() - 1), each.round());
        }
        takeUp(from);
    }

    private void takeUp() {
        for (Peer peer : branches.all()) takeUp(peer);
    }

    /** As many of its announcements as may be open at a time. */
    private void takeUp(Peer from) {
        for (Announcement next = missing.next(from); next != null; next = missing.next(from))
            for (int i = 0; i < next.count(); i++)
                if (!kept.isHeard(next.at(i))) onNews(from, next.at(i), next.round());
    }

    private void onNews(Peer from, MessageId id, int round) {
        Word word = missing.announced(from, id, round);
        Wanted wanted = missing.find(id);
        if (word == Word.FIRST && wanted != null) lookAgain(id, wanted, config.graftAfter());
    }

    private void lookAgain(MessageId id, Wanted wanted, Duration delay) {
        wanted.dueNanos = env.nowNanos() + delay.toNanos();
        env.schedule(delay, new PlumtreeTimer.Overdue(id, wanted.dueNanos));
    }

    private void onOverdue(PlumtreeTimer.Overdue due) {
        Wanted wanted = missing.find(due.id());
        if (wanted == null || wanted.dueNanos != due.dueNanos()) return;
        if (wanted.lastAsked != null && missing.broken(wanted.lastAsked)) env.emit(new Distrusted(wanted.lastAsked));
        if (wanted.asked.isEmpty() && isLate(due)) lookAgain(due.id(), wanted, config.graftAfter());
        else ask(due.id(), wanted);
        takeUp();
    }

    /** Either all that comes before it is late as well, or this node was paused and has not read its links yet. */
    private boolean isLate(PlumtreeTimer.Overdue due) {
        long patience = config.graftAfter().toNanos();
        long now = env.nowNanos();
        return kept.isComing(due.id(), now - patience) || now - due.dueNanos() > patience / 4;
    }

    /** Also for what else it has of that origin: what stops the one has stopped them all. */
    private void ask(MessageId id, Wanted wanted) {
        Source next = missing.next(wanted);
        if (next == null && missing.askAgain(wanted)) {
            lookAgain(id, wanted, config.graftAgain().multipliedBy(1L << wanted.rounds()));
            return;
        }
        if (next == null) {
            missing.remove(id);
            kept.giveUp(id, env.nowNanos());
            counters.abandoned++;
            env.emit(new Abandoned(id));
            return;
        }
        List<MessageId> ids = missing.alike(id, next.peer(), PlumtreeMessage.MAX_IDS - 1);
        ids.add(0, id);
        for (MessageId each : ids) asked(each);
        graft(tree(id.origin()), next.peer(), ids);
    }

    private void asked(MessageId id) {
        Wanted wanted = missing.find(id);
        if (wanted == null) return;
        if (wanted.asked.isEmpty()) missing.next(wanted);
        lookAgain(id, wanted, config.graftAgain());
    }

    private void graft(long tree, Peer peer, List<MessageId> ids) {
        branches.makeLoud(tree, peer);
        counters.grafts++;
        env.links().send(peer, new Graft(tree, ids));
    }

    private void onGraft(Peer from, Graft graft) {
        branches.makeEager(graft.tree(), from);
        for (MessageId id : graft.ids()) {
            Item item = kept.find(id);
            if (item != null) pushes.push(from, item);
        }
    }

    // Shorter ways.

    /** A message that is here has come so many hops more than the neighbour would have brought it. */
    private void shorten(Peer nearer, MessageId id, int round) {
        Item item = kept.find(id);
        long tree = tree(id.origin());
        if (item == null || !isWorthIt(item, round) || !branches.isQuiet(tree, nearer)) return;
        Peer farther = branches.find(item.from());
        if (farther == null) return;
        shortenedNanos = env.nowNanos();
        counters.shortenings++;
        graft(tree, nearer, List.of());
        branches.makeEager(tree, nearer);
        prune(tree, farther);
        branches.makeLazy(tree, farther);
    }

    private boolean isWorthIt(Item item, int round) {
        int hops = config.shortening().hops();
        long pause = config.shortening().pause().toNanos();
        return hops > 0
                && item.round() - round >= hops
                && env.nowNanos() - shortenedNanos >= pause
                && missing.size() == 0
                && shaper.isShapedBy(item.id().origin());
    }

    private void onForget() {
        long left = kept.forget(env.nowNanos());
        if (!kept.isEmpty()) env.schedule(left, new PlumtreeTimer.Forget());
    }
}
