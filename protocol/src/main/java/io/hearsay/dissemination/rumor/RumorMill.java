package io.hearsay.dissemination.rumor;

import io.hearsay.Environment;
import io.hearsay.LinkCause;
import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.Protocol;
import io.hearsay.dissemination.rumor.RumorMessage.Accept;
import io.hearsay.dissemination.rumor.RumorMessage.Answer;
import io.hearsay.dissemination.rumor.RumorMessage.Busy;
import io.hearsay.dissemination.rumor.RumorMessage.Call;
import io.hearsay.dissemination.rumor.RumorMessage.Chunk;
import io.hearsay.dissemination.rumor.RumorMessage.Confirm;
import io.hearsay.dissemination.rumor.RumorMessage.Digest;
import io.hearsay.dissemination.rumor.RumorMessage.Fetch;
import io.hearsay.dissemination.rumor.RumorMessage.Gone;
import io.hearsay.dissemination.rumor.RumorMessage.Holding;
import io.hearsay.dissemination.rumor.RumorMessage.Known;
import io.hearsay.dissemination.rumor.RumorMessage.Offer;
import io.hearsay.dissemination.rumor.RumorMessage.Pull;
import io.hearsay.dissemination.rumor.RumorMessage.Push;
import io.hearsay.dissemination.rumor.RumorMessage.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Spreads rumors: tells a few peers at once, goes on in rounds until enough of them knew (Demers 1987, 1.4), and
 * compares with others afterwards until nothing is missing.
 *
 * <p>Promises: {@link Heard} once for each rumor and node, however often copies come and however long ago the first
 * came (as long as its publisher is among those remembered, {@link RumorConfig.Window#origins}); every node that stays
 * connected hears every rumor that some connected node still remembers; of no rumor are more than
 * {@link RumorConfig.Rounds#maxCopies} copies sent by one node; nothing at all is sent when there has been no news for
 * a while. No order is promised. Members are trusted: one that lies about another's rumors can suppress them.
 *
 * <p>All memory is bounded by {@link RumorConfig}. Not thread-safe, as every protocol.
 */
public final class RumorMill implements Protocol<RumorMessage, RumorTimer> {
    private static final int MAX_SHOWN = 1024;
    private static final int MAX_MISSING_SHOWN = 256;

    /** After so many times the mend time without an answer, what is under way counts as lost. */
    private static final int UNCONFIRMED_MENDS = 5;

    private final RumorConfig config;
    private final Environment env;
    private final Peers peers;
    private final long self;

    private final Counts counts = new Counts();
    private final Redundancy redundancy = new Redundancy();
    private final Origins origins;
    private final RecentRumors recent;
    private final Copies copies;
    private final Feedback feedback = new Feedback();
    private final Publications publications;
    private final Rounds rounds;
    private final FirstPush firstPush;
    private final Gaps gaps;
    private final Comparing comparing;
    private final Transfers transfers;

    private boolean flushPending;
    private boolean sweepPending;
    private boolean unconfirmedPending;
    private long lastFlushNanos;
    private int releasedSinceFlush;

    /**
     * Creates a mill that has heard nothing.
     *
     * @param self this process's instance, the origin of what is published here
     */
    public RumorMill(RumorConfig config, Environment env, Peers peers, long self) {
        this.config = config;
        this.env = env;
        this.peers = peers;
        this.self = self;
        this.origins = new Origins(self, config.window(), this::gaveUp);
        this.recent = new RecentRumors(config.window(), this::forgotten);
        this.copies = new Copies(config, env, counts);
        this.publications =
                new Publications(config.publishing(), 2 * config.repair().mend().toNanos());
        this.rounds = new Rounds(config, env, peers, copies);
        this.firstPush = new FirstPush(config.firstPush(), env, peers, copies);
        this.gaps = new Gaps(config, env, self, origins, recent, copies, counts);
        this.comparing = new Comparing(config, env, peers, origins, gaps, counts);
        this.transfers = new Transfers(config.transfer(), env, recent, copies, this::fetched);
    }

    @Override
    public void start() {
        lastFlushNanos = env.nowNanos() - config.firstPush().pace().toNanos();
        rounds.start();
        comparing.start();
    }

    // Commands

    /**
     * Publishes an event: it becomes a rumor, is heard here, and is on its way to peers when this handler has returned,
     * unless too much is under way already; then it waits in a queue.
     *
     * @param topic 1..128 bytes of UTF-8
     * @param payload belongs to the rumor from now on
     * @throws IllegalArgumentException if the topic is none; nothing has changed then
     */
    public Published publish(String topic, byte[] payload) {
        Rumor.checkTopic(topic);
        Published.Refused refused = publications.refusal(payload.length);
        if (refused != null) return refused;
        publications.enqueue(topic, payload);
        release();
        return new Published.Accepted();
    }

    /**
     * Says that somebody has come, or come back: what is known there and here may differ, and is compared soon. This
     * node's own arrival need not be said.
     */
    public void reconcile() {
        comparing.news();
    }

    // Inputs

    @Override
    public void receive(Peer from, RumorMessage message) {
        if (message instanceof Push push) onPush(from, push);
        else if (message instanceof Known known) rounds.onKnown(from, known);
        else if (message instanceof Call call) rounds.onCall(from, call);
        else if (message instanceof Accept) rounds.onAccept(from);
        else if (message instanceof Busy) rounds.onBusy(from);
        else if (message instanceof Confirm confirm) onConfirm(from, confirm.count());
        else if (message instanceof Digest digest) onDigest(from, digest);
        else if (message instanceof Answer answer) onAnswer(from, answer);
        else if (message instanceof Pull pull) gaps.onPull(from, pull);
        else if (message instanceof Offer offer) onOffer(from, offer);
        else if (message instanceof Fetch fetch) transfers.onFetch(from, fetch);
        else if (message instanceof Chunk chunk) onChunk(from, chunk);
        else if (message instanceof Gone gone) transfers.onGone(from, gone);
        else throw new AssertionError(message);
    }

    @Override
    public void expire(RumorTimer timer) {
        if (timer instanceof RumorTimer.Round) rounds.onRound();
        else if (timer instanceof RumorTimer.Flush) onFlush();
        else if (timer instanceof RumorTimer.Compare compare) comparing.expire(compare.serial());
        else if (timer instanceof RumorTimer.Mend) gaps.tick();
        else if (timer instanceof RumorTimer.Sweep) onSweep();
        else if (timer instanceof RumorTimer.Unconfirmed unconfirmed) onUnconfirmed(unconfirmed.confirmed());
        else if (timer instanceof RumorTimer.FetchTimeout timeout) transfers.onTimeout(timeout);
        else throw new AssertionError(timer);
    }

    @Override
    public void linkUp(Peer peer) {
        transfers.linkReady(peer);
    }

    @Override
    public void linkWritable(Peer peer) {
        transfers.linkReady(peer);
    }

    @Override
    public void linkDown(Peer peer, LinkCause cause) {
        transfers.linkDown(peer);
    }

    @Override
    public @Nullable RumorMessage piggyback(Peer to, int roomBytes) {
        return feedback.next(to, roomBytes);
    }

    // Hearing

    private void onPush(Peer from, Push push) {
        RumorId id = push.rumor().id();
        counts.copiesReceived++;
        Item item = recent.find(id);
        if (origins.knows(id)) redundancy.duplicate(push.rumor().topic());
        if (item != null) onCopy(from, item, push.level(), push.answer());
        else if (origins.knows(id)) useless(from, id, push.answer());
        else if (mention(from, id)) hear(push.rumor(), push.hops(), from, push.level());
        if (push.confirm() && from.instance() == id.origin()) confirm(from);
    }

    private void onOffer(Peer from, Offer offer) {
        Item item = recent.find(offer.id());
        if (item != null) onCopy(from, item, offer.level(), offer.answer());
        else if (origins.knows(offer.id())) useless(from, offer.id(), offer.answer());
        else if (offer.sizeBytes() > config.publishing().maxEventBytes()) counts.rejected++;
        else if (mention(from, offer.id())) transfers.onOffer(from, offer);
    }

    /** Whether a rumor not known here may exist; its origin is then one we follow. */
    private boolean mention(Peer from, RumorId id) {
        if (id.origin() == self || !gaps.mention(origins.meet(id), id.sequence(), from)) {
            counts.rejected++;
            return false;
        }
        ensureSweep();
        return true;
    }

    private void hear(Rumor rumor, int hops, @Nullable Peer from, int level) {
        Origin origin = origins.meet(rumor.id());
        if (!origins.learn(origin, rumor.id().sequence())) return;
        boolean inline = RumorCodec.pushBytes(rumor) <= config.transfer().roomBytes();
        Item item = new Item(rumor, hops, env.nowNanos(), rounds.cycle(), inline);
        recent.add(item);
        origins.hold(origin);
        counts.heard++;
        if (from == null) {
            item.asksConfirm = publications.asks(env.nowNanos());
        } else {
            item.receivedFrom(from.instance());
            redundancy.first(rumor.topic(), hops);
        }
        rounds.spread(item, level);
        if (firstPush.add(item)) ensureFlush();
        ensureSweep();
        comparing.news();
        env.emit(new Heard(rumor, hops));
    }

    /** A copy of what is remembered here. */
    private void onCopy(Peer from, Item item, int level, boolean answer) {
        item.receivedFrom(from.instance());
        if (!rounds.isEffective(item)) rounds.heardTwice(item, level);
        else useless(from, item.id(), rounds.heardAgain(from, item, level) && answer);
    }

    private void useless(Peer from, RumorId id, boolean answer) {
        counts.uselessReceived++;
        if (!answer) return;
        feedback.useless(from, id);
        tellSoon();
    }

    private void confirm(Peer publisher) {
        Origin origin = origins.find(publisher.instance());
        if (origin == null || origin.known.count() == 0) return;
        feedback.confirm(publisher, origin.known.count());
        tellSoon();
    }

    // The first push, and what else does not wait for a round

    /** Takes own events from the queue as far as they may leave; so many with each push. */
    private void release() {
        if (peers.size() == 0) publications.confirmAll();
        while (releasedSinceFlush < config.firstPush().burst()) {
            Publications.Waiting next = publications.release();
            if (next == null) break;
            releasedSinceFlush++;
            counts.published++;
            Rumor rumor = new Rumor(new RumorId(self, publications.released()), next.topic(), next.payload());
            origins.mention(origins.meet(rumor.id()), rumor.id().sequence(), self);
            hear(rumor, 0, null, 0);
        }
        if (publications.isBlocked()) ensureUnconfirmed();
        else if (!publications.isEmpty()) ensureFlush();
    }

    private void tellSoon() {
        if (config.firstPush().pace().isZero())
            feedback.flush(env, config.transfer().roomBytes());
        else ensureFlush();
    }

    private void ensureFlush() {
        if (flushPending) return;
        flushPending = true;
        long due = lastFlushNanos + config.firstPush().pace().toNanos();
        env.schedule(Math.max(0, due - env.nowNanos()), new RumorTimer.Flush());
    }

    private void onFlush() {
        flushPending = false;
        lastFlushNanos = env.nowNanos();
        releasedSinceFlush = 0;
        release();
        firstPush.push();
        feedback.flush(env, config.transfer().roomBytes());
        if (!firstPush.isEmpty()) ensureFlush();
    }

    // Publishing under way

    private void onConfirm(Peer from, long count) {
        if (publications.confirm(from.instance(), count, env.nowNanos())) release();
    }

    private void ensureUnconfirmed() {
        if (unconfirmedPending) return;
        unconfirmedPending = true;
        env.schedule(
                config.repair().mend().multipliedBy(UNCONFIRMED_MENDS),
                new RumorTimer.Unconfirmed(publications.confirmed()));
    }

    /** Nobody has confirmed for long: those who could are asleep, swamped or gone. Goes on, but more slowly. */
    private void onUnconfirmed(long confirmed) {
        unconfirmedPending = false;
        if (publications.confirmed() == confirmed && publications.isBlocked()) publications.timedOut();
        release();
    }

    // Anti-entropy

    private void onDigest(Peer from, Digest digest) {
        confirmOwn(from, digest.holdings());
        comparing.onDigest(from, digest);
        if (!origins.isComplete()) ensureSweep();
    }

    private void onAnswer(Peer from, Answer answer) {
        confirmOwn(from, answer.holdings());
        comparing.onAnswer(from, answer);
        if (!origins.isComplete()) ensureSweep();
    }

    private void confirmOwn(Peer from, List<Holding> holdings) {
        for (Holding theirs : holdings) if (theirs.origin() == self) onConfirm(from, theirs.count());
    }

    private void gaveUp(long origin, List<Span> spans) {
        for (Span span : spans) {
            counts.givenUp += span.last() - span.first() + 1;
            env.emit(new Missed(origin, span.first(), span.last()));
        }
    }

    private void onChunk(Peer from, Chunk chunk) {
        if (!transfers.onChunk(from, chunk)) counts.rejected++;
    }

    private void fetched(LargePayload payload, Peer from) {
        counts.copiesReceived++;
        if (origins.knows(payload.id())) {
            counts.uselessReceived++;
            redundancy.duplicate(payload.offer.topic());
        } else hear(payload.rumor(), payload.offer.hops(), from, payload.offer.level());
        if (from.instance() == payload.id().origin()) confirm(from);
    }

    // Memory

    private void ensureSweep() {
        if (sweepPending) return;
        sweepPending = true;
        env.schedule(config.window().age().dividedBy(4), new RumorTimer.Sweep());
    }

    private void onSweep() {
        sweepPending = false;
        recent.sweep(env.nowNanos());
        origins.giveUp(env.nowNanos(), config.window().age().toNanos());
        if (recent.size() > 0 || !origins.isComplete()) ensureSweep();
    }

    private void forgotten(Item item) {
        rounds.stop(item);
        origins.forgot(item.id());
    }

    // What it tells of itself

    /**
     * What is known of recent rumors: the latest 1,024 of that topic (or of all), the oldest of them first; then those
     * known to be missing whose topic is that one or has not been said, at most 256.
     */
    public List<RumorSnapshot> rumors(Optional<String> topic) {
        Deque<RumorSnapshot> latest = new ArrayDeque<>();
        for (Item item : recent.items()) {
            if (topic.isPresent() && !topic.get().equals(item.rumor.topic())) continue;
            if (latest.size() == MAX_SHOWN) latest.remove();
            latest.add(snapshot(item));
        }
        List<RumorSnapshot> snapshots = new ArrayList<>(latest);
        for (RumorId id : origins.missing(MAX_MISSING_SHOWN)) {
            RumorSnapshot missing = missing(id);
            if (topic.isEmpty() || missing.topic().isEmpty() || missing.topic().equals(topic)) snapshots.add(missing);
        }
        return snapshots;
    }

    /** What a rumor is to this node; one that it has had and forgotten is removed. */
    public RumorState state(RumorId id) {
        Item item = recent.find(id);
        if (item != null) return item.state();
        return origins.knows(id) ? RumorState.REMOVED : RumorState.SUSCEPTIBLE;
    }

    private static RumorSnapshot snapshot(Item item) {
        return new RumorSnapshot(
                item.id(),
                Optional.of(item.rumor.topic()),
                item.rumor.payload().length,
                item.state(),
                item.sinceNanos,
                item.received,
                item.sent,
                item.useless);
    }

    private RumorSnapshot missing(RumorId id) {
        LargePayload coming = transfers.find(id);
        return new RumorSnapshot(
                id,
                coming == null ? Optional.empty() : Optional.of(coming.offer.topic()),
                coming == null ? 0 : coming.offer.sizeBytes(),
                RumorState.SUSCEPTIBLE,
                0,
                0,
                0,
                0);
    }

    /** How many copies came in, by topic: of the 256 topics heard of last, in their order. */
    public List<TopicCopies> copies() {
        return redundancy.snapshot();
    }

    /** What this mill has done so far. */
    public RumorStats stats() {
        return new RumorStats(
                counts.published,
                counts.heard,
                counts.copiesSent,
                counts.copiesReceived,
                counts.uselessReceived,
                counts.offersSent,
                counts.digestsSent,
                counts.pullsSent,
                counts.givenUp,
                counts.rejected,
                rounds.size(),
                recent.size(),
                recent.bytes(),
                origins.missing());
    }
}
