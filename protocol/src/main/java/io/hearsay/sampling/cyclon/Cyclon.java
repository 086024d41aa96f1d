package io.hearsay.sampling.cyclon;

import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.Protocol;
import io.hearsay.sampling.cyclon.CyclonConfig.Partner;
import io.hearsay.sampling.cyclon.CyclonConfig.Select;
import io.hearsay.sampling.cyclon.CyclonMessage.Join;
import io.hearsay.sampling.cyclon.CyclonMessage.Reply;
import io.hearsay.sampling.cyclon.CyclonMessage.Request;
import io.hearsay.sampling.cyclon.CyclonMessage.Walk;
import io.hearsay.sampling.cyclon.CyclonMessage.Welcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a view of random peers by exchanging parts of it with one of them in each cycle (Voulgaris 2005; Jelasity
 * 2007).
 *
 * <p>Promises: one exchange begun a cycle, two datagrams; a view of at most the configured size, never this node, no
 * peer twice. Under the rules of Cyclon whoever is dead is asked once by each that points at it, and is then gone
 * there. Does not promise a uniform sample at every moment, nor anything against members that lie about others; a reply
 * counts only where it was asked for, and once. Bounded: the view, one exchange under way, the newcomers of a cycle.
 * Not thread-safe.
 */
public final class Cyclon implements Protocol<CyclonMessage, CyclonTimer> {
    /** Newcomers that are introduced in one cycle, each once; others ask again. */
    private static final int MAX_NEWCOMERS = 256;

    private final CyclonConfig config;
    private final Environment env;
    private final View view;
    private final Set<Long> newcomers = new LinkedHashSet<>();
    private @Nullable Peer introducer;
    private long sequence;
    private @Nullable Exchange underWay;

    /** A request that is unanswered so far. */
    private record Exchange(Peer partner, List<Entry> sent) {}

    /**
     * Creates a node that knows nobody.
     *
     * @param self this node's own instance
     */
    public Cyclon(CyclonConfig config, Environment env, long self) {
        this.config = config;
        this.env = env;
        this.view = new View(config.view(), self);
    }

    /** Whom to gossip with: what the view holds at each moment. */
    public Peers peers() {
        return view;
    }

    /** What the view holds now; a copy. */
    public List<Entry> view() {
        return view.entries();
    }

    // Commands.

    /** Comes in through a node that is in, and asks again each cycle while it knows nobody. */
    public void join(Peer through) {
        introducer = through;
        askToJoin(through);
    }

    private void askToJoin(Peer through) {
        if (through.isKnown()) env.send(through, new Join());
        else env.links().open(through); // who answers there has an instance
    }

    /** Begins with these peers, as far as there is room for them. */
    public void know(List<Peer> peers) {
        for (Peer peer : peers) view.add(new Entry(peer, 0));
    }

    @Override
    public void linkUp(Peer peer) {
        if (introducer == null || introducer.isKnown() || !introducer.address().equals(peer.address())) return;
        introducer = peer;
        env.send(peer, new Join());
        env.links().close(peer, "introduced");
    }

    // Cycles.

    @Override
    public void start() {
        env.schedule(env.random().nextLong(config.every().toNanos()), new CyclonTimer.Cycle());
    }

    @Override
    public void expire(CyclonTimer cycle) {
        env.schedule(config.every(), cycle);
        newcomers.clear();
        view.age();
        if (view.size() > 0) shuffle(partner());
        else if (introducer != null) askToJoin(introducer);
    }

    private Entry partner() {
        return config.partner() == Partner.OLDEST
                ? view.oldest()
                : view.draw(1, env.random()).get(0);
    }

    private void shuffle(Entry partner) {
        if (!isGeneric()) view.remove(partner); // it stays out unless it comes back by itself
        List<Entry> sent = drawToSend(config.shuffle() - 1);
        underWay = new Exchange(partner.peer(), sent);
        env.send(partner.peer(), new Request(++sequence, sent));
    }

    private boolean isGeneric() {
        return config.merge() instanceof Select;
    }

    private List<Entry> drawToSend(int count) {
        return config.merge() instanceof Select select
                ? view.drawYoung(count, select.healer(), env.random())
                : view.draw(count, env.random());
    }

    private void merge(List<Entry> received, List<Entry> sent) {
        if (config.merge() instanceof Select select) view.select(received, sent, select, env.random());
        else view.swap(received, sent);
    }

    // Messages.

    @Override
    public void receive(Peer from, CyclonMessage message) {
        if (message instanceof Request request) onRequest(from, request);
        else if (message instanceof Reply reply) onReply(from, reply);
        else if (message instanceof Join) onJoin(from);
        else if (message instanceof Walk walk) onWalk(walk);
        else if (message instanceof Welcome welcome) onWelcome(from, welcome);
        else throw new AssertionError(message);
    }

    private void onRequest(Peer from, Request request) {
        List<Entry> sent = drawToSend(isGeneric() ? config.shuffle() - 1 : config.shuffle());
        env.send(from, new Reply(request.sequence(), sent));
        merge(withSender(from, request.entries()), sent);
    }

    private void onReply(Peer from, Reply reply) {
        Exchange exchange = underWay;
        if (exchange == null || reply.sequence() != sequence || from.instance() != exchange.partner.instance()) return;
        underWay = null;
        merge(isGeneric() ? withSender(from, reply.entries()) : reply.entries(), exchange.sent);
    }

    private static List<Entry> withSender(Peer from, List<Entry> entries) {
        List<Entry> all = new ArrayList<>(entries.size() + 1);
        all.add(new Entry(from, 0));
        all.addAll(entries);
        return all;
    }

    private void onJoin(Peer from) {
        if (newcomers.size() == MAX_NEWCOMERS || !newcomers.add(from.instance())) return;
        Walk walk = new Walk(from, Walk.MAX_STEPS);
        if (view.size() == 0) takeIn(from);
        else for (int i = 0; i < config.view(); i++) handOn(walk);
    }

    private void onWalk(Walk walk) {
        if (walk.steps() == 0 || view.size() == 0) takeIn(walk.newcomer());
        else handOn(new Walk(walk.newcomer(), walk.steps() - 1));
    }

    private void handOn(Walk walk) {
        env.send(view.draw(1, env.random()).get(0).peer(), walk);
    }

    private void takeIn(Peer newcomer) {
        Entry fresh = new Entry(newcomer, 0);
        if (view.add(fresh)) env.send(newcomer, new Welcome(List.of()));
        else {
            Entry before = view.isFull() ? view.exchange(fresh, env.random()) : null;
            if (before != null) env.send(newcomer, new Welcome(List.of(before)));
        }
    }

    private void onWelcome(Peer from, Welcome welcome) {
        if (introducer == null) return;
        if (welcome.entries().isEmpty()) view.add(new Entry(from, 0));
        else view.add(welcome.entries().get(0));
    }
}
