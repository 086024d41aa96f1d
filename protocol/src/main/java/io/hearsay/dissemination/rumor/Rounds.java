package io.hearsay.dissemination.rumor;

import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.dissemination.rumor.RumorConfig.Exchange;
import io.hearsay.dissemination.rumor.RumorConfig.Rule;
import io.hearsay.dissemination.rumor.RumorConfig.Stopping;
import io.hearsay.dissemination.rumor.RumorMessage.Accept;
import io.hearsay.dissemination.rumor.RumorMessage.Busy;
import io.hearsay.dissemination.rumor.RumorMessage.Call;
import io.hearsay.dissemination.rumor.RumorMessage.Known;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rumor mongering as Demers has it: each round contacts somebody about what is hot, and loses interest in some of it.
 */
final class Rounds {
    /** How many rumors one round sends to one peer; the rest have their turn in the next. */
    private static final int MAX_SENT = 64;

    /** What an id takes in a list of ids, at most, with a bit to spare for the list. */
    private static final int MAX_ID_BYTES = 20;

    private final RumorConfig config;
    private final Stopping stopping;
    private final Exchange exchange;
    private final Environment env;
    private final Peers peers;
    private final Copies copies;
    private final Conversations conversations;
    private final int maxOffered;

    /** What is being spread, in the order of its turn. */
    private final Map<RumorId, Item> hot = new LinkedHashMap<>();

    private long cycle;
    private boolean pending;

    Rounds(RumorConfig config, Environment env, Peers peers, Copies copies) {
        this.config = config;
        this.stopping = config.stopping();
        this.exchange = config.rounds().exchange();
        this.env = env;
        this.peers = peers;
        this.copies = copies;
        this.conversations = new Conversations(config.conversations());
        this.maxOffered = Math.min(RumorMessage.MAX_IDS, config.transfer().roomBytes() / MAX_ID_BYTES);
    }

    void start() {
        if (neverRest()) schedule();
    }

    /** Where every node calls, or all keep step, rounds go on when nothing is hot here. */
    private boolean neverRest() {
        return config.conversations().startOfCycle() || exchange.pulls();
    }

    private void schedule() {
        if (pending) return;
        pending = true;
        env.schedule(lengthNanos(), new RumorTimer.Round());
    }

    private long lengthNanos() {
        long every = config.rounds().every().toNanos();
        double jitter = config.rounds().jitter();
        return jitter == 0
                ? every
                : (long) (every * (1 + jitter * (2 * env.random().nextDouble() - 1)));
    }

    /** Which round this is. */
    long cycle() {
        return cycle;
    }

    int size() {
        return hot.size();
    }

    /** Begins to spread a rumor that somebody at this level told. */
    void spread(Item item, int tellersLevel) {
        item.interest = Interest.begin(stopping, tellersLevel);
        hot.put(item.id(), item);
        schedule();
    }

    void stop(Item item) {
        hot.remove(item.id());
        item.interest = null;
    }

    // A round

    void onRound() {
        pending = false;
        loseInterest();
        cycle++;
        conversations.nextCycle();
        if (!neverRest() && hot.isEmpty()) return;
        for (Peer peer : peers.sample(config.rounds().fanout(), env.random()))
            contact(peer, config.conversations().hunt());
        schedule();
    }

    private void loseInterest() {
        long now = env.nowNanos();
        hot.values().removeIf(item -> {
            Interest interest = item.interest;
            if (interest != null && interest.settle(stopping, exchange, env.random())) return false;
            item.interest = null;
            item.sinceNanos = now;
            return true;
        });
    }

    private void contact(Peer peer, int hunts) {
        if (conversations.areLimited()) {
            conversations.calling(peer, hunts);
            env.send(peer, new Call(offered()));
        } else {
            if (exchange.pulls()) env.send(peer, new Call(offered()));
            pushHot(peer);
        }
    }

    void onAccept(Peer from) {
        if (conversations.accepted(from)) pushHot(from);
    }

    void onBusy(Peer from) {
        int left = conversations.refused(from);
        if (left > 0) for (Peer other : peers.sample(1, env.random())) contact(other, left - 1);
    }

    /** The callee's side of a conversation. A node that neither pulls nor limits conversations ignores calls. */
    void onCall(Peer from, Call call) {
        if (conversations.areLimited()) {
            if (!conversations.accept()) {
                env.send(from, new Busy());
                return;
            }
            env.send(from, new Accept());
        }
        if (exchange.pulls()) answerCall(from, call);
    }

    /**
     * When both are hot one transmission is enough, but for the median counter, which wants to hear everybody's level.
     */
    private void answerCall(Peer from, Call call) {
        for (Item item : hot.values())
            if (isEffective(item) && (isMedian() || !call.offered().contains(item.id()))) push(item, from);
    }

    private List<RumorId> offered() {
        List<RumorId> offered = new ArrayList<>();
        if (!exchange.pushes()) return offered;
        for (Item item : hot.values()) {
            if (offered.size() == maxOffered) break;
            if (isEffective(item)) offered.add(item.id());
        }
        offered.sort(null);
        return offered;
    }

    /** Pushes what is hot; what was sent goes to the end of the line. */
    private void pushHot(Peer peer) {
        if (!exchange.pushes()) return;
        List<Item> sent = new ArrayList<>();
        for (Item item : hot.values()) {
            if (sent.size() == MAX_SENT) break;
            if (isReady(item) && push(item, peer)) sent.add(item);
        }
        if (sent.size() == hot.size()) return;
        for (Item item : sent) {
            hot.remove(item.id());
            hot.put(item.id(), item);
        }
    }

    /** What has just been pushed is given half a round for answers and echoes to come. */
    private boolean isReady(Item item) {
        if (config.firstPush().fanout() == 0) return isEffective(item);
        return env.nowNanos() - item.heardNanos >= config.rounds().every().toNanos() / 2;
    }

    private boolean push(Item item, Peer peer) {
        Interest interest = item.interest;
        if (interest == null) return false;
        if (config.rounds().skipTold() && item.isTold(peer.instance()) || !copies.push(item, peer, true)) {
            interest.echo();
            return false;
        }
        interest.contact();
        return true;
    }

    // What contacts tell

    /** Whether a rumor was known when this cycle began; where need is not judged so, what is known is known. */
    boolean isEffective(Item item) {
        return !config.conversations().startOfCycle() || item.heardCycle < cycle;
    }

    /** A further copy within the cycle in which the first came: of use as well, by the state at its start. */
    void heardTwice(Item item, int level) {
        if (isMedian() && item.interest != null) item.interest.told(level, stopping);
    }

    /** A copy of what was known; whether its sender is to be told so. */
    boolean heardAgain(Peer from, Item item, int level) {
        Interest interest = item.interest;
        if (interest == null) return true;
        if (isMedian()) {
            interest.met(level, stopping);
            return false; // it hears our level anyway
        }
        if (stopping.minimise()) return minimise(from, item, level, interest);
        if (stopping.echoes() || exchange == Exchange.PUSH_PULL) interest.echo();
        return true;
    }

    /** Of two who both spread it, the one with the lower counter counts the contact. */
    private boolean minimise(Peer from, Item item, int level, Interest interest) {
        int own = interest.level();
        if (own <= level) interest.echo();
        if (own < level) env.send(from, new Known(List.of(item.id()), false));
        return own >= level;
    }

    void onKnown(Peer from, Known known) {
        for (RumorId id : known.ids()) {
            Item item = hot.get(id);
            if (item == null || item.interest == null) continue;
            item.useless++;
            item.tell(from.instance());
            if (known.counts()) item.interest.reply();
            else item.interest.spare();
        }
    }

    private boolean isMedian() {
        return stopping.rule() == Rule.MEDIAN_COUNTER;
    }
}
