package io.hearsay.dissemination.bimodal;

import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.Protocol;
import io.hearsay.dissemination.bimodal.BimodalConfig.Choice;
import io.hearsay.dissemination.bimodal.BimodalMessage.Digest;
import io.hearsay.dissemination.bimodal.BimodalMessage.Holding;
import io.hearsay.dissemination.bimodal.BimodalMessage.Mail;
import io.hearsay.dissemination.bimodal.BimodalMessage.Repair;
import io.hearsay.dissemination.bimodal.BimodalMessage.Solicit;
import io.hearsay.dissemination.bimodal.BimodalMessage.Span;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Mails each message once, unreliably, then gossips digests until everybody has pulled what it missed (Birman et al.
 * 1999).
 *
 * <p>Promises: of each publisher every node delivers a message at most once, in the publisher's order, its own
 * included; what it does not deliver of those it has heard of it reports {@link Lost}. A publisher never waits for
 * anybody, and what the slow ask for costs each node a bounded number of bytes a round. Does not promise that a message
 * reaches all: with a probability that falls exponentially in beta and rounds it reaches few. A member that lies about
 * what it keeps can make others report gaps that are none.
 *
 * <p>Bounded as {@link BimodalConfig} says. Costs no bytes while nothing is kept. Not thread-safe.
 */
public final class Bimodal implements Protocol<BimodalMessage, BimodalTimer> {
    /** The most messages asked for in one round, of all peers together. */
    private static final int MAX_ASKED = 4096;

    private final BimodalConfig config;
    private final Environment env;
    private final Peers peers;
    private final long self;
    private final Kept kept;
    private final Repairs repairs;
    private final Map<Long, Inbox> inboxes = new LinkedHashMap<>(16, 0.75f, true); // the longest silent first
    private final Set<MessageId> asked = new HashSet<>(); // in this round; asked only whether it contains something
    private long round;
    private long published;
    private long delivered;
    private long duplicates;
    private long lost;
    private long mails;
    private long solicits;

    /**
     * A node that has published nothing.
     *
     * @param instance this process's own
     */
    public Bimodal(BimodalConfig config, Environment env, Peers peers, long instance) {
        this.config = config;
        this.env = env;
        this.peers = peers;
        this.self = instance;
        this.kept = new Kept(config.buffer());
        this.repairs = new Repairs(config.repair(), kept, env::send);
    }

    /**
     * Publishes at once; it is delivered here as well.
     *
     * @return its sequence
     * @throws IllegalArgumentException if it is larger than allowed; nothing has happened then
     */
    public long publish(Payload payload) {
        if (payload.size() > config.repair().maxBytes())
            throw new IllegalArgumentException("a payload must be 0.."
                    + config.repair().maxBytes() + " bytes, was " + payload.size() + ": see BimodalConfig.Repair");
        MessageId id = new MessageId(self, ++published);
        kept.add(id, payload, round);
        for (Peer peer : peers.sample(config.mail(), env.random())) {
            env.send(peer, new Mail(id, payload));
            mails++;
        }
        deliver(id, new Inbox.Held(payload, false));
        return published;
    }

    /** What it has done so far. */
    public BimodalStats stats() {
        return new BimodalStats(
                delivered,
                duplicates,
                lost,
                mails,
                solicits,
                repairs.sent(),
                repairs.refusedStale(),
                repairs.refusedOften(),
                repairs.refusedBudget(),
                kept.collectedEarly(),
                kept.size(),
                kept.bytes());
    }

    @Override
    public void start() {
        schedule();
    }

    private void schedule() {
        double stretch = 1 + config.rounds().jitter() * (2 * env.random().nextDouble() - 1);
        env.schedule((long) (config.rounds().every().toNanos() * stretch), new BimodalTimer.Round());
    }

    @Override
    public void receive(Peer from, BimodalMessage message) {
        if (message instanceof Mail mail) onCopy(mail.id(), mail.payload(), false);
        else if (message instanceof Digest digest) onDigest(from, digest);
        else if (message instanceof Solicit solicit) repairs.answer(from, solicit, round);
        else if (message instanceof Repair repair) onCopy(repair.id(), repair.payload(), true);
        else throw new AssertionError(message);
    }

    @Override
    public void expire(BimodalTimer timer) {
        if (timer instanceof BimodalTimer.Round) onRound();
        else throw new AssertionError(timer);
    }

    private void onRound() {
        round++;
        asked.clear();
        repairs.newRound();
        kept.collect(round);
        inboxes.values().forEach(inbox -> inbox.giveUp(round, config.repair().giveUp()));
        if (kept.size() > 0) gossip();
        schedule();
    }

    private void gossip() {
        int count = contacts();
        if (count == 0) return;
        Digest digest = new Digest(round, kept.digest(config.repair().roomBytes(), env.random()));
        for (Peer peer : peers.sample(count, env.random())) env.send(peer, digest);
    }

    private int contacts() {
        double beta = config.rounds().beta();
        if (config.rounds().choice() == Choice.INDEPENDENT) return independentContacts(beta / (peers.size() + 1));
        int whole = (int) beta;
        return whole + (env.random().nextDouble() < beta - whole ? 1 : 0);
    }

    /** So many of all peers, uniformly chosen, are each chosen with the same chance and apart from each other. */
    private int independentContacts(double chance) {
        int count = 0;
        for (int i = 0; i < peers.size(); i++) if (env.random().nextDouble() < chance) count++;
        return count;
    }

    private void onCopy(MessageId id, Payload payload, boolean repaired) {
        Inbox inbox = id.origin() == self ? null : inbox(id.origin());
        if (inbox == null || inbox.isKnown(id.sequence())) {
            duplicates++;
            return;
        }
        kept.add(id, payload, round);
        inbox.add(id.sequence(), new Inbox.Held(payload, repaired), round);
    }

    private void onDigest(Peer from, Digest digest) {
        Wanted wanted = new Wanted();
        for (Holding each : digest.holdings()) if (each.origin() != self) want(each, wanted);
        if (wanted.size() == 0) return;
        solicits++;
        env.send(from, new Solicit(digest.round(), wanted.holdings()));
    }

    private void want(Holding holding, Wanted wanted) {
        Inbox inbox = inbox(holding.origin());
        List<Span> spans = holding.spans();
        inbox.exists(spans.get(spans.size() - 1).last(), round);
        for (int i = spans.size() - 1; i >= 0; i--) {
            int room = Math.min(config.repair().solicit() - wanted.size(), MAX_ASKED - asked.size());
            if (room <= 0) return;
            inbox.missing(spans.get(i), room, sequence -> ask(new MessageId(holding.origin(), sequence), wanted));
        }
    }

    /** Once a round: the first whose digest names it is asked. */
    private boolean ask(MessageId id, Wanted wanted) {
        boolean isFirst = asked.add(id);
        if (isFirst) wanted.add(id);
        return isFirst;
    }

    private Inbox inbox(long origin) {
        Inbox known = inboxes.get(origin);
        if (known != null) return known;
        if (inboxes.size() >= config.buffer().origins()) forgetOne();
        Inbox inbox = new Inbox(config.buffer().reach(), exit(origin));
        inboxes.put(origin, inbox);
        return inbox;
    }

    private void forgetOne() {
        Iterator<Inbox> longestSilent = inboxes.values().iterator();
        longestSilent.next();
        longestSilent.remove();
    }

    private Inbox.Exit exit(long origin) {
        return new Inbox.Exit() {
            @Override
            public void deliver(long sequence, Inbox.Held held) {
                Bimodal.this.deliver(new MessageId(origin, sequence), held);
            }

            @Override
            public void lose(long first, long last) {
                lost += last - first + 1;
                env.emit(new Lost(origin, first, last));
            }
        };
    }

    private void deliver(MessageId id, Inbox.Held held) {
        delivered++;
        env.emit(new Delivered(id, held.payload(), held.repaired()));
    }
}
