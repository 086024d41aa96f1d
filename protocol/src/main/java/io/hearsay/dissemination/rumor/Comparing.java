package io.hearsay.dissemination.rumor;

import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.dissemination.rumor.RumorMessage.Answer;
import io.hearsay.dissemination.rumor.RumorMessage.Digest;
import io.hearsay.dissemination.rumor.RumorMessage.Holding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Anti-entropy of recent rumors: after news, compares with others until enough of them agree; then is silent.
 *
 * <p>With the ring on, one of those who must agree is the successor. So whoever was missed by the epidemic is found by
 * the node that looks after it, not by luck; and whoever is found has news, and looks after the next.
 */
final class Comparing {
    /**
     * How often a node that has just started asks in vain before it believes that there is nothing to catch up with.
     */
    private static final int MAX_CATCH_UPS = 4;

    private static final long FIRST_CATCH_UP_NANOS = 20_000_000;
    private static final long MAX_LONELY_NANOS = 1_000_000_000;

    /** What a digest or answer takes besides its holdings. */
    private static final int HEADER_BYTES = 1 + 2 + 9 + 1 + 2;

    private final RumorConfig config;
    private final Environment env;
    private final Peers peers;
    private final Origins origins;
    private final Gaps gaps;
    private final Counts counts;
    private final long firstNanos;
    private final long maxNanos;

    /** Rises with each news; an answer to an older version proves nothing. */
    private long version;

    private long newsNanos;
    private int agreements;
    private long agreedSuccessor;

    /** How often somebody was asked since the last news. */
    private int asked;

    /** How often somebody was asked what was missed before this node's start; in a growing cluster nobody knows. */
    private int catchUps;

    private boolean caughtUp;

    /** The pending timer's serial and time; serial 0: none was ever set. */
    private long serial;

    private boolean pending;
    private long dueNanos;
    private long pauseNanos;

    Comparing(RumorConfig config, Environment env, Peers peers, Origins origins, Gaps gaps, Counts counts) {
        this.config = config;
        this.env = env;
        this.peers = peers;
        this.origins = origins;
        this.gaps = gaps;
        this.counts = counts;
        this.firstNanos = config.repair().compare().toNanos();
        this.maxNanos = config.repair().compareMax().toNanos();
    }

    /** A node that has just started asks somebody what it has missed. */
    void start() {
        pauseNanos = FIRST_CATCH_UP_NANOS;
        if (config.repair().isOn()) schedule();
    }

    /** Something was heard here, or somebody came back: what others know may differ. */
    void news() {
        if (!config.repair().isOn()) return;
        version++;
        newsNanos = env.nowNanos();
        agreements = 0;
        agreedSuccessor = Peer.UNKNOWN;
        asked = 0;
        pauseNanos = firstNanos;
        if (!pending || dueNanos - newsNanos > 2 * firstNanos) schedule();
    }

    private void schedule() {
        pending = true;
        long delay = pauseNanos / 2 + env.random().nextLong(pauseNanos);
        dueNanos = env.nowNanos() + delay;
        env.schedule(delay, new RumorTimer.Compare(++serial));
    }

    void expire(long expired) {
        if (expired != serial) return;
        pending = false;
        if (peers.size() == 0) waitForCompany();
        else if (!isSettled()) compare();
    }

    /** Alone: whoever comes first is asked, if nobody ever was. */
    private void waitForCompany() {
        if (caughtUp) return;
        pauseNanos = Math.min(2 * pauseNanos, MAX_LONELY_NANOS);
        schedule();
    }

    private boolean isSettled() {
        if (!caughtUp) return false;
        boolean tooOld = env.nowNanos() - newsNanos > config.window().age().toNanos();
        if (tooOld || !origins.holdsAnything()) return true;
        return agreements >= Math.min(config.repair().agreements(), peers.size())
                && ward().filter(peer -> peer.instance() != agreedSuccessor).isEmpty();
    }

    private Optional<Peer> ward() {
        return config.firstPush().ring() ? peers.successor() : Optional.empty();
    }

    /** The successor, until it agrees; then, or if it does not answer, random peers. */
    private void compare() {
        Optional<Peer> ward = ward().filter(peer -> peer.instance() != agreedSuccessor);
        if (ward.isPresent()) ask(ward.get());
        if (ward.isEmpty() || asked > 0) for (Peer peer : peers.sample(1, env.random())) ask(peer);
        asked++;
        if (++catchUps >= MAX_CATCH_UPS) caughtUp = true;
        pauseNanos = Math.min(2 * pauseNanos, maxNanos);
        schedule();
    }

    private void ask(Peer peer) {
        counts.digestsSent++;
        env.send(peer, digest());
    }

    private Digest digest() {
        List<Origin> all = origins.holding();
        List<Holding> holdings = fitting(all);
        return new Digest(version, holdings.size() == all.size(), holdings);
    }

    /** As many as fit into a message; those left out come first next time. */
    private List<Holding> fitting(List<Origin> all) {
        List<Holding> holdings = new ArrayList<>();
        int room = config.transfer().roomBytes() - HEADER_BYTES;
        for (Origin origin : all) {
            Holding holding = origin.holding();
            room -= RumorCodec.holdingBytes(holding);
            if (room < 0 || holdings.size() == RumorMessage.MAX_HOLDINGS) break;
            holdings.add(holding);
            origins.told(origin);
        }
        return holdings;
    }

    void onDigest(Peer from, Digest digest) {
        boolean lacks = learn(from, digest.holdings());
        List<Holding> lacking = fitting(lackedBy(digest));
        env.send(from, new Answer(digest.version(), lacks || !caughtUp, lacking));
        if (!lacks && digest.complete() && lacking.isEmpty()) agreed(from);
    }

    private boolean learn(Peer from, List<Holding> holdings) {
        boolean lacks = false;
        for (Holding theirs : holdings) lacks |= gaps.learn(from, theirs);
        return lacks;
    }

    /** The origins of which something is remembered here that the asker lacks. */
    private List<Origin> lackedBy(Digest digest) {
        Map<Long, Holding> theirs = new LinkedHashMap<>();
        for (Holding each : digest.holdings()) theirs.put(each.origin(), each);
        List<Origin> lacked = new ArrayList<>();
        for (Origin origin : origins.holding()) {
            Holding holding = theirs.get(origin.instance);
            if (holding == null ? digest.complete() : origin.exceeds(holding)) lacked.add(origin);
        }
        return lacked;
    }

    void onAnswer(Peer from, Answer answer) {
        boolean lacks = learn(from, answer.holdings());
        if (answer.behind()) return;
        caughtUp = true;
        if (answer.version() == version && !lacks && answer.holdings().isEmpty()) agreed(from);
    }

    private void agreed(Peer peer) {
        if (caughtUp && !origins.holdsAnything()) return;
        agreements++;
        if (ward().filter(ward -> ward.instance() == peer.instance()).isPresent()) agreedSuccessor = peer.instance();
    }
}
