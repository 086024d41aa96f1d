package io.hearsay.sampling.hyparview;

import io.hearsay.Address;
import io.hearsay.Environment;
import io.hearsay.LinkCause;
import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.Protocol;
import io.hearsay.sampling.hyparview.ActiveView.Neighbour;
import io.hearsay.sampling.hyparview.Dials.Dial;
import io.hearsay.sampling.hyparview.Dials.Purpose;
import io.hearsay.sampling.hyparview.HyParViewEvent.NeighborDown;
import io.hearsay.sampling.hyparview.HyParViewEvent.NeighborUp;
import io.hearsay.sampling.hyparview.HyParViewMessage.Accept;
import io.hearsay.sampling.hyparview.HyParViewMessage.Challenge;
import io.hearsay.sampling.hyparview.HyParViewMessage.Disconnect;
import io.hearsay.sampling.hyparview.HyParViewMessage.ForwardJoin;
import io.hearsay.sampling.hyparview.HyParViewMessage.Join;
import io.hearsay.sampling.hyparview.HyParViewMessage.Nearer;
import io.hearsay.sampling.hyparview.HyParViewMessage.Neighbor;
import io.hearsay.sampling.hyparview.HyParViewMessage.Ping;
import io.hearsay.sampling.hyparview.HyParViewMessage.Pong;
import io.hearsay.sampling.hyparview.HyParViewMessage.Priority;
import io.hearsay.sampling.hyparview.HyParViewMessage.Refuse;
import io.hearsay.sampling.hyparview.HyParViewMessage.Response;
import io.hearsay.sampling.hyparview.HyParViewMessage.Shuffle;
import io.hearsay.sampling.hyparview.HyParViewMessage.ShuffleReply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a symmetric active view over links and a passive view to repair it from (Leitão, Pereira, Rodrigues 2007).
 *
 * <p>Promises: at most the configured neighbours; each has this node as its neighbour too, once what was said on their
 * link has arrived; a neighbour that is lost is replaced from the passive view at once, while that names anybody alive
 * with a free place. A dead process is known from its link, a dead host after the configured silence. Emits
 * {@link HyParViewEvent}s. Does not promise that the overlay hangs together, which is overwhelmingly likely only; nor
 * anything against members that lie about others. Bounded: both views, {@value Dials#MAX} open questions, 64 askers
 * that have yet to prove their address. Not thread-safe.
 */
public final class HyParView implements Protocol<HyParViewMessage, HyParViewTimer> {
    private static final int MAX_LOST = 32;

    private final HyParViewConfig config;
    private final Environment env;
    private final long self;
    private final ActiveView active;
    private final PassiveView passive;
    /** Neighbours that were lost: if one answers, a split may be over, and nothing else joins two full halves. */
    private final PassiveView lost = new PassiveView(MAX_LOST);

    private final Dials dials = new Dials();
    private final Admission admission = new Admission();
    private List<Peer> contacts = List.of();
    private List<Peer> shuffled = List.of();
    private int repliesDue;
    private @Nullable Peer called;
    private final Introduction introduction = new Introduction();

    /** Whether a shuffle has named somebody new since the last time round. */
    private boolean learnt;

    /**
     * Creates a node that knows nobody.
     *
     * @param self this node's own instance
     */
    public HyParView(HyParViewConfig config, Environment env, long self) {
        this.config = config;
        this.env = env;
        this.self = self;
        this.active = new ActiveView(config.active());
        this.passive = new PassiveView(config.passive());
    }

    /** The neighbours as somebody to gossip with; what it answers changes with them. */
    public Peers peers() {
        return active;
    }

    /** The neighbours, longest held first; a copy. */
    public List<Peer> active() {
        return List.copyOf(active.peers());
    }

    /** The passive view; a copy. */
    public List<Peer> passive() {
        return List.copyOf(passive.all());
    }

    /** The last round trip measured to a neighbour, in nanoseconds; 0 if none was. */
    public long rttNanos(Peer neighbour) {
        Neighbour found = active.find(neighbour);
        return found == null ? 0 : found.rttNanos;
    }

    /** Something else than this protocol's was heard on the neighbour's link: it needs no ping. */
    public void heardFrom(Peer peer) {
        Neighbour neighbour = active.find(peer);
        if (neighbour != null) neighbour.heardNanos = env.nowNanos();
    }

    // Commands.

    /**
     * Comes in through any of these, and again whenever it has no neighbour, or its cluster is small and one of these
     * is not in it.
     *
     * @param through addresses suffice; the node's own among them does no harm
     */
    public void join(List<Peer> through) {
        contacts = List.copyOf(through);
        if (active.size() == 0) dialContact();
    }

    /** Says goodbye to all neighbours and asks for no others. */
    public void leave() {
        contacts = List.of();
        for (Peer peer : passive.all()) passive.remove(peer);
        for (Peer peer : lost.all()) lost.remove(peer);
        for (Peer peer : active.peers()) part(peer);
    }

    @Override
    public void start() {
        env.schedule(env.random().nextLong(config.upkeep().keepAlive().toNanos()), new HyParViewTimer.Look());
        env.schedule(env.random().nextLong(config.shuffles().every().toNanos()), new HyParViewTimer.Mix());
    }

    @Override
    public void expire(HyParViewTimer timer) {
        if (timer instanceof HyParViewTimer.Look) onLook(timer);
        else if (timer instanceof HyParViewTimer.Mix) onMix(timer);
        else throw new AssertionError(timer);
    }

    @Override
    public void receive(Peer from, HyParViewMessage message) {
        heardFrom(from);
        if (message instanceof Join || message instanceof Neighbor || message instanceof Nearer) ask(from, message);
        else if (message instanceof ForwardJoin carried) onForwardJoin(from, carried);
        else if (message instanceof Accept) onAccept(from);
        else if (message instanceof Refuse) onRefuse(from);
        else if (message instanceof Disconnect) onDisconnect(from);
        else if (message instanceof Shuffle shuffle) onShuffle(from, shuffle);
        else if (message instanceof ShuffleReply reply) onShuffleReply(from, reply);
        else if (message instanceof Ping ping) onPing(from, ping);
        else if (message instanceof Pong pong) onPong(from, pong);
        else if (message instanceof Challenge challenge) onChallenge(from, challenge);
        else if (message instanceof Response response) onResponse(from, response);
        else throw new AssertionError(message);
    }

    private void tell(Peer peer, HyParViewMessage message) {
        env.links().send(peer, message);
    }

    // Looking for neighbours.

    private void dialContact() {
        if (!contacts.isEmpty()) dial(contacts.get(env.random().nextInt(contacts.size())), Purpose.JOIN);
    }

    private void dial(Peer peer, Purpose purpose) {
        if (peer.instance() == self || dials.isFull() || dials.find(peer) != null) return;
        dials.add(peer, purpose, env.nowNanos() + config.upkeep().retry().toNanos());
        env.links().open(peer);
    }

    @Override
    public void linkUp(Peer peer) {
        Dial dial = dials.find(peer);
        if (dial == null || dial.askedNanos != 0) return;
        dial.peer = peer;
        dial.askedNanos = env.nowNanos();
        admission.isReachable(peer);
        tell(peer, question(dial.purpose));
    }

    private HyParViewMessage question(Purpose purpose) {
        return switch (purpose) {
            case JOIN -> new Join(config.scope());
            case TAKE_IN -> new Neighbor(Priority.HIGH);
            case FILL -> new Neighbor(active.size() == 0 ? Priority.HIGH : Priority.LOW);
            case NEARER -> new Ping(Ping.OF_A_STRANGER);
        };
    }

    /** Asks as many passive peers as places are free. */
    private void fill() {
        int wanted = active.free() - dials.count(Purpose.FILL);
        if (wanted <= 0) return;
        for (Peer candidate : passive.candidates(env.nowNanos(), env.random())) {
            if (wanted == 0) return;
            if (dials.find(candidate) != null) continue;
            dial(candidate, Purpose.FILL);
            wanted--;
        }
    }

    private void onAccept(Peer from) {
        Dial dial = dials.find(from);
        if (dial != null) dials.remove(dial);
        if (dial != null && dial.purpose == Purpose.JOIN) introduction.accepted();
        if (active.contains(from)) return;
        if (dial == null) tell(from, new Disconnect()); // too late: it must not believe otherwise
        else if (dial.purpose == Purpose.FILL && !active.hasRoom()) decline(from);
        else takeIn(from);
    }

    private void decline(Peer peer) {
        tell(peer, new Disconnect());
        env.links().close(peer, "no place is free any more");
        remember(peer);
    }

    private void onRefuse(Peer from) {
        Dial dial = dials.find(from);
        if (dial == null) return;
        dials.remove(dial);
        if (active.contains(from)) return;
        env.links().close(from, "refused");
        passive.rest(from, env.nowNanos() + config.upkeep().retry().toNanos());
        fill();
    }

    // Being asked.

    private void ask(Peer from, HyParViewMessage question) {
        if (admission.knows(from)) answer(from, question);
        else {
            long nonce = env.random().nextLong();
            admission.hold(from, question, nonce);
            env.send(from, new Challenge(nonce));
        }
    }

    private void onChallenge(Peer from, Challenge challenge) {
        if (dials.find(from) != null || active.contains(from)) tell(from, new Response(challenge.nonce()));
    }

    private void onResponse(Peer from, Response response) {
        HyParViewMessage question = admission.take(from, response.nonce());
        if (question != null) answer(from, question);
    }

    private void answer(Peer from, HyParViewMessage question) {
        boolean wasNeighbour = active.contains(from);
        if (!wasNeighbour && !mayComeIn(question)) {
            tell(from, Refuse.NO_PLACE);
            return;
        }
        if (!wasNeighbour) takeIn(from);
        tell(from, new Accept());
        if (question instanceof Join && !wasNeighbour)
            for (Peer peer : active.peers())
                if (peer.instance() != from.instance())
                    tell(peer, new ForwardJoin(from, config.walks().active()));
    }

    private boolean mayComeIn(HyParViewMessage question) {
        if (question instanceof Join || active.hasRoom()) return true;
        if (question instanceof Neighbor neighbor) return neighbor.priority() == Priority.HIGH;
        return question instanceof Nearer nearer && isNearer(nearer.rttNanos());
    }

    private void onForwardJoin(Peer from, ForwardJoin carried) {
        Peer newcomer = carried.newcomer();
        if (!active.contains(from) || newcomer.instance() == self) return;
        Peer next = carried.steps() == 0 ? null : active.anyBut(from, newcomer, env.random());
        if (next == null) {
            if (!active.contains(newcomer)) dial(newcomer, Purpose.TAKE_IN);
        } else {
            if (carried.steps() == config.walks().passive()) remember(newcomer);
            tell(next, new ForwardJoin(newcomer, carried.steps() - 1));
        }
    }

    // Coming and going.

    private void takeIn(Peer peer) {
        while (!active.hasRoom()) part(victim());
        passive.remove(peer);
        lost.remove(peer);
        active.add(peer, env.nowNanos());
        env.emit(new NeighborUp(peer));
    }

    private Peer victim() {
        Neighbour farthest =
                config.nearness().on() ? active.farthest(config.nearness().random()) : null;
        return farthest != null ? farthest.peer : active.sample(1, env.random()).get(0);
    }

    private void part(Peer peer) {
        tell(peer, new Disconnect());
        parted(peer);
    }

    private void parted(Peer peer) {
        if (!active.remove(peer)) return;
        env.links().close(peer, "no longer a neighbour");
        remember(peer);
        passive.rest(peer, env.nowNanos() + config.upkeep().retry().toNanos());
        env.emit(new NeighborDown(peer, false));
    }

    private void onDisconnect(Peer from) {
        parted(from);
        fill();
    }

    @Override
    public void linkDown(Peer peer, LinkCause cause) {
        admission.forget(peer);
        Dial dial = dials.find(peer);
        if (dial != null) {
            dials.remove(dial);
            passive.remove(dial.peer);
        }
        lose(peer);
        if (dial != null) fill();
    }

    private void lose(Peer peer) {
        if (!active.remove(peer)) return;
        lost.add(peer, env.random());
        env.emit(new NeighborDown(peer, true));
        fill();
    }

    // Upkeep.

    private void onLook(HyParViewTimer again) {
        env.schedule(config.upkeep().keepAlive(), again);
        long now = env.nowNanos();
        long silence = config.upkeep().keepAlive().toNanos();
        for (Neighbour neighbour : active.all()) {
            long silent = now - neighbour.heardNanos;
            if (silent > config.upkeep().patience() * silence) giveUp(neighbour.peer);
            else if (silent >= silence) ping(neighbour);
        }
        for (Dial dial : dials.takeOverdue(now)) overdue(dial);
        if (config.nearness().on() && !active.hasRoom()) lookNearer();
        fill();
        if (active.size() == 0 && dials.isEmpty()) dialContact(); // not from fill: who refuses does so at once
    }

    private void ping(Neighbour neighbour) {
        neighbour.pingedNanos = env.nowNanos();
        tell(neighbour.peer, new Ping(++neighbour.pings));
    }

    private void giveUp(Peer silent) {
        env.links().abandon(silent);
        lose(silent);
    }

    private void overdue(Dial dial) {
        if (active.contains(dial.peer)) return;
        env.links().close(dial.peer, "does not answer");
        if (dial.askedNanos == 0) passive.remove(dial.peer);
        else passive.rest(dial.peer, env.nowNanos() + config.upkeep().retry().toNanos());
    }

    private void onPing(Peer from, Ping ping) {
        boolean believesWrongly = ping.token() != Ping.OF_A_STRANGER && !active.contains(from);
        tell(from, believesWrongly ? new Disconnect() : new Pong(ping.token()));
    }

    private void onPong(Peer from, Pong pong) {
        Neighbour neighbour = active.find(from);
        if (neighbour != null && pong.token() == neighbour.pings)
            neighbour.rttNanos = Math.max(1, env.nowNanos() - neighbour.pingedNanos);
        Dial dial = dials.find(from);
        if (dial != null && dial.purpose == Purpose.NEARER && pong.token() == Ping.OF_A_STRANGER) measured(dial);
    }

    // Shuffles.

    private void onMix(HyParViewTimer again) {
        env.schedule(config.shuffles().every(), again);
        seekOthers();
        if (called != null) passive.remove(called);
        called = passive.any(env.random());
        List<Peer> peers = active.sample(config.shuffles().active(), env.random());
        peers.addAll(passive.sample(config.shuffles().passive(), env.random()));
        shuffled = peers;
        if (called != null) env.send(called, new Shuffle(Shuffle.OF_THE_SENDER, 0, peers));
        Peer past = lost.any(env.random());
        if (past != null) env.send(past, new Shuffle(Shuffle.OF_THE_SENDER, 0, peers));
        List<Peer> next = active.sample(1, env.random());
        for (Peer peer : next)
            tell(peer, new Shuffle(Shuffle.OF_THE_SENDER, config.walks().active(), peers));
        repliesDue = next.size() + (called == null ? 0 : 1) + (past == null ? 0 : 1);
    }

    /**
     * Nodes that start at once through different contacts may form several islands. In one as small as a passive view
     * everybody is soon known and shuffles name nobody new, so a contact that is not known then is elsewhere.
     */
    private void seekOthers() {
        boolean isRepeated = introduction.isRepeated();
        boolean isStillLearning = learnt;
        learnt = false;
        if (contacts.isEmpty()) return;
        Peer contact = contacts.get(env.random().nextInt(contacts.size()));
        if (!introduction.isMade()) dial(contact, Purpose.JOIN);
        else if (isAt(contact.address(), active.peers())) return;
        else if (isRepeated || !isStillLearning && !passive.isFull() && !isAt(contact.address(), passive.all()))
            dial(contact, Purpose.JOIN);
    }

    private static boolean isAt(Address address, List<Peer> peers) {
        for (Peer peer : peers) if (peer.address().equals(address)) return true;
        return false;
    }

    private void onShuffle(Peer from, Shuffle shuffle) {
        Peer origin = shuffle.origin().isKnown() ? shuffle.origin() : from;
        if (origin.instance() == self) return;
        Peer next = shuffle.steps() == 0 || active.size() <= 1 ? null : active.anyBut(from, origin, env.random());
        if (next != null) tell(next, new Shuffle(origin, shuffle.steps() - 1, shuffle.peers()));
        else {
            List<Peer> answer = passive.sample(shuffle.peers().size(), env.random());
            env.send(origin, new ShuffleReply(answer));
            integrate(shuffle.peers(), answer);
            remember(origin);
            fill();
        }
    }

    private void onShuffleReply(Peer from, ShuffleReply reply) {
        if (repliesDue == 0) return;
        repliesDue--;
        if (called != null && called.instance() == from.instance()) called = null;
        integrate(reply.peers(), shuffled);
        shuffled = List.of();
        remember(from);
        if (lost.contains(from)) dial(from, Purpose.TAKE_IN);
        fill();
    }

    private void integrate(List<Peer> peers, List<Peer> sent) {
        List<Peer> mayGo = new ArrayList<>(sent);
        mayGo.removeIf(peer -> !passive.contains(peer));
        for (Peer peer : peers) {
            if (!isNew(peer)) continue;
            learnt |= !passive.contains(peer);
            passive.addFor(peer, mayGo, env.random());
        }
    }

    private void remember(Peer peer) {
        if (isNew(peer)) passive.add(peer, env.random());
    }

    private boolean isNew(Peer peer) {
        return peer.instance() != self && !active.contains(peer);
    }

    // Nearness.

    private boolean isNearer(long rttNanos) {
        Neighbour farthest = active.farthest(config.nearness().random());
        return config.nearness().on()
                && farthest != null
                && rttNanos <= config.nearness().gain() * farthest.rttNanos;
    }

    private void lookNearer() {
        for (Neighbour neighbour : active.all()) if (neighbour.rttNanos == 0) ping(neighbour);
        Peer candidate = passive.any(env.random());
        if (candidate != null && dials.count(Purpose.NEARER) == 0) dial(candidate, Purpose.NEARER);
    }

    private void measured(Dial dial) {
        long rtt = Math.max(1, env.nowNanos() - dial.askedNanos);
        if (isNearer(rtt)) tell(dial.peer, new Nearer(rtt));
        else {
            dials.remove(dial);
            env.links().close(dial.peer, "not nearer");
        }
    }
}
