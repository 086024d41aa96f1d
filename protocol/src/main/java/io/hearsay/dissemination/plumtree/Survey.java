package io.hearsay.dissemination.plumtree;

import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.dissemination.plumtree.SurveyMessage.Answer;
import io.hearsay.dissemination.plumtree.SurveyMessage.Ask;
import io.hearsay.dissemination.plumtree.TreeSurveyed.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds out, on command, how a tree lies, by walking it: asks neighbours for theirs, these for theirs, and so on.
 *
 * <p>For an operator who looks. It needs no list of members, and no tree that works. Costs a datagram and its answer
 * for each node, three for each that is silent; takes a round trip for each hop, and most of a second more if somebody
 * is silent. Bounds: {@value #MAX_NODES} nodes, {@value #MAX_OPEN} surveys at once.
 */
public final class Survey implements Protocol<SurveyMessage, SurveyTimer> {
    static final int MAX_NODES = 10_000;
    static final int MAX_OPEN = 16;
    private static final int ASKS = 3;
    private static final Duration PAUSE = Duration.ofMillis(300); // guess: above most round trips

    private final Environment env;
    private final Plumtree tree;
    private final Peer self;
    private final String name;
    private final Map<Long, Walk> open = new LinkedHashMap<>();

    /** A survey that is being taken: who answered, and who was asked how often. */
    private record Walk(long origin, Map<Long, Place> places, Map<Long, Asked> asked, List<Peer> silent) {
        boolean isKnown(Peer peer) {
            return places.containsKey(peer.instance())
                    || asked.containsKey(peer.instance())
                    || silent.stream().anyMatch(one -> one.instance() == peer.instance());
        }
    }

    private record Asked(Peer peer, int times) {}

    /**
     * Creates one that asks nobody.
     *
     * @param self where this node can be reached
     * @param name what it is called, at most {@value SurveyMessage#MAX_NAME_BYTES} bytes
     */
    public Survey(Environment env, Plumtree tree, Peer self, String name) {
        this.env = env;
        this.tree = tree;
        this.self = self;
        this.name = name;
    }

    @Override
    public void start() {}

    /**
     * Begins to walk; {@link TreeSurveyed} follows.
     *
     * @return the number by which the event can be told
     * @throws IllegalStateException if too many are being taken; nothing has changed then
     */
    public long take() {
        if (open.size() == MAX_OPEN)
            throw new IllegalStateException(MAX_OPEN + " surveys are being taken already; ask again in a second");
        long number = env.random().nextLong();
        Walk walk = new Walk(self.instance(), new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
        open.put(number, walk);
        Answer own = answer(number, walk.origin);
        found(number, walk, new Place(self, name, own.eager(), own.lazy()));
        env.schedule(walk.asked.isEmpty() ? Duration.ZERO : PAUSE, new SurveyTimer.AskAgain(number));
        return number;
    }

    private void found(long number, Walk walk, Place place) {
        walk.places.put(place.peer().instance(), place);
        for (Peer peer : place.eager()) meet(number, walk, peer);
        for (Peer peer : place.lazy()) meet(number, walk, peer);
    }

    private void meet(long number, Walk walk, Peer peer) {
        if (walk.isKnown(peer) || walk.places.size() + walk.asked.size() >= MAX_NODES) return;
        walk.asked.put(peer.instance(), new Asked(peer, 1));
        env.send(peer, new Ask(number, walk.origin));
    }

    @Override
    public void receive(Peer from, SurveyMessage message) {
        if (message instanceof Ask ask) env.send(from, answer(ask.number(), ask.origin()));
        else if (message instanceof Answer answer) onAnswer(from, answer);
        else throw new AssertionError(message);
    }

    private Answer answer(long number, long origin) {
        List<Peer> eager = first(tree.eager(origin), SurveyMessage.MAX_PEERS);
        return new Answer(number, name, eager, first(tree.lazy(origin), SurveyMessage.MAX_PEERS - eager.size()));
    }

    private static List<Peer> first(List<Peer> peers, int count) {
        return peers.subList(0, Math.min(count, peers.size()));
    }

    private void onAnswer(Peer from, Answer answer) {
        Walk walk = open.get(answer.number());
        Asked asked = walk == null ? null : walk.asked.remove(from.instance());
        if (walk == null || asked == null) return;
        found(answer.number(), walk, new Place(asked.peer, answer.name(), answer.eager(), answer.lazy()));
        if (walk.asked.isEmpty()) end(answer.number(), walk);
    }

    @Override
    public void expire(SurveyTimer timer) {
        if (timer instanceof SurveyTimer.AskAgain again) onAskAgain(again.number());
        else throw new AssertionError(timer);
    }

    private void onAskAgain(long number) {
        Walk walk = open.get(number);
        if (walk == null) return;
        for (Iterator<Asked> all = walk.asked.values().iterator(); all.hasNext(); ) {
            Asked asked = all.next();
            if (asked.times < ASKS) continue;
            walk.silent.add(asked.peer);
            all.remove();
        }
        if (walk.asked.isEmpty()) {
            end(number, walk);
            return;
        }
        walk.asked.replaceAll((instance, asked) -> new Asked(asked.peer, asked.times + 1));
        for (Asked asked : walk.asked.values()) env.send(asked.peer, new Ask(number, walk.origin));
        env.schedule(PAUSE, new SurveyTimer.AskAgain(number));
    }

    private void end(long number, Walk walk) {
        open.remove(number);
        env.emit(new TreeSurveyed(number, List.copyOf(walk.places.values()), walk.silent));
    }
}
