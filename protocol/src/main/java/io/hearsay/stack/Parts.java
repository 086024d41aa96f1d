package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.Batch;
import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.LinkCause;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.Timer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The parts of a composite: each has an environment of its own, is handed the messages and timers that are its own and
 * hears all events; these then go to the composite. Links are shared: one that a part closes stays as long as another
 * needs it.
 *
 * <p>Links that come up and go down are told to all parts, since all may send on them; a link that never stood, or
 * stands already, is told only to those who asked for it; a window that opens, only to those who were told to wait.
 *
 * <pre>
 *   parts = new Parts(env, this::onEvent);
 *   swim = parts.add(SwimMessage.class, SwimTimer.class, own -> new Swim(config, own, membership));
 *   …
 *   public void receive(Peer from, Message message) { parts.receive(from, message); }
 *   public void linkUp(Peer peer) { parts.linkUp(peer); }
 * </pre>
 *
 * <p>Bound: 63 parts; what is kept for a link goes with it, what is kept for a batch once it is stored or lost.
 */
public final class Parts {
    private static final int MAX_PARTS = 63;

    private final Environment env;
    private final Consumer<Event> listener;
    private final List<Protocol<Message, Timer>> parts = new ArrayList<>();
    private final Takers readers = new Takers();
    private final Takers owners = new Takers();
    private final Map<Long, Stored> storing = new LinkedHashMap<>();
    private long lastToken;
    private final Deque<Event> events = new ArrayDeque<>();
    private boolean isSettling;

    /* Sets of parts are bits. Links are known by the peer's instance; those to a seed, until they stand, by address. */
    private final Set<Long> up = new LinkedHashSet<>();
    private final Map<Long, Long> needed = new LinkedHashMap<>();
    private final Map<Long, Long> asked = new LinkedHashMap<>();
    private final Map<Long, Long> waiting = new LinkedHashMap<>();
    private final Map<Long, Long> paused = new LinkedHashMap<>();
    private final Map<Address, Long> sought = new LinkedHashMap<>();

    /** A batch on its way to the disk: whose it is, and what that part calls it; of nobody if it is the composite's. */
    private record Stored(long part, long token) {}

    /**
     * No parts yet.
     *
     * @param env the composite's own environment
     * @param listener hears each event after the parts; what is to go further up it emits itself
     */
    public Parts(Environment env, Consumer<Event> listener) {
        this.env = env;
        this.listener = listener;
    }

    /**
     * Makes a part in an environment of its own.
     *
     * @param messages what it reads; no other part reads a subtype of it
     * @param timers what it sets; no other part sets a subtype of it
     */
    public <M extends Message, T extends Timer, P extends Protocol<M, T>> P add(
            Class<M> messages, Class<T> timers, Function<Environment, P> maker) {
        P part = add(timers, maker);
        readers.add(messages, parts.get(parts.size() - 1));
        return part;
    }

    /** Makes a part that reads no messages. */
    @SuppressWarnings("unchecked") // it is handed only what the classes given with it say
    public <T extends Timer, P extends Protocol<?, T>> P add(Class<T> timers, Function<Environment, P> maker) {
        if (parts.size() == MAX_PARTS)
            throw new IllegalStateException("a composite has at most " + MAX_PARTS + " parts");
        P part = maker.apply(new PartEnvironment(this, env, 1L << parts.size()));
        parts.add((Protocol<Message, Timer>) part);
        owners.add(timers, parts.get(parts.size() - 1));
        return part;
    }

    /** An environment for what the parts share and is no protocol: its events, too, come to the composite first. */
    public Environment shared() {
        return new PartEnvironment(this, env, 0);
    }

    /** Hands round the parts' events; the composite calls it at the end of each command. */
    public void settle() {
        if (isSettling) return;
        isSettling = true;
        try {
            Event event;
            while ((event = events.poll()) != null) {
                for (Protocol<Message, Timer> part : parts) part.onEvent(event);
                listener.accept(event);
            }
        } finally {
            isSettling = false;
        }
    }

    /** Starts all parts, in the order in which they were added. */
    public void start() {
        for (Protocol<Message, Timer> part : parts) part.start();
        settle();
    }

    /**
     * Hands a message to the part that reads its class.
     *
     * @throws AssertionError if there is none: the codec knows more than the composite
     */
    public void receive(Peer from, Message message) {
        readers.find(message).receive(from, message);
        settle();
    }

    /** Hands a timer to the part that set it. */
    public void expire(Timer timer) {
        owners.find(timer).expire(timer);
        settle();
    }

    /** Passes on {@link Protocol#linkUp}. */
    public void linkUp(Peer peer) {
        long instance = peer.instance();
        long seekers = taken(sought, peer.address());
        long askers = taken(asked, instance) | seekers;
        if (seekers != 0) needed.merge(instance, seekers, (a, b) -> a | b);
        long told = up.add(instance) ? -1L : askers;
        tell(told, part -> part.linkUp(peer));
    }

    /** Passes on {@link Protocol#linkWritable}. */
    public void linkWritable(Peer peer) {
        tell(taken(waiting, peer.instance()), part -> part.linkWritable(peer));
    }

    /** Passes on {@link Protocol#linkDown}. */
    public void linkDown(Peer peer, LinkCause cause) {
        long askers = peer.isKnown() ? taken(asked, peer.instance()) : taken(sought, peer.address());
        boolean stood = up.remove(peer.instance());
        if (peer.isKnown()) {
            needed.remove(peer.instance());
            waiting.remove(peer.instance());
            paused.remove(peer.instance());
        }
        tell(stood ? -1L : askers, part -> part.linkDown(peer, cause));
    }

    /** Passes on {@link Protocol#persisted}. */
    public void persisted(long token) {
        Stored stored = taken(token);
        tell(stored.part, part -> part.persisted(stored.token));
    }

    /** Passes on {@link Protocol#persistFailed}. */
    public void persistFailed(long token, String why) {
        Stored stored = taken(token);
        tell(stored.part, part -> part.persistFailed(stored.token, why));
    }

    private Stored taken(long token) {
        Stored stored = storing.remove(token);
        if (stored == null) throw new IllegalStateException("nothing is being stored under " + token);
        return stored;
    }

    void persist(Batch batch, long part, long token) {
        storing.put(++lastToken, new Stored(part, token));
        env.persist(batch, lastToken);
    }

    private void tell(long bits, Consumer<Protocol<Message, Timer>> word) {
        for (int i = 0; i < parts.size(); i++) if ((bits & 1L << i) != 0) word.accept(parts.get(i));
        settle();
    }

    private static <K> long taken(Map<K, Long> sets, K key) {
        Long bits = sets.remove(key);
        return bits == null ? 0 : bits;
    }

    void emit(Event event) {
        events.add(event);
    }

    void open(Peer to, long part) {
        if (to.isKnown()) {
            needed.merge(to.instance(), part, (a, b) -> a | b);
            asked.merge(to.instance(), part, (a, b) -> a | b);
        } else sought.merge(to.address(), part, (a, b) -> a | b);
        env.links().open(to);
    }

    void mustWait(Peer to, long part) {
        if (up.contains(to.instance())) waiting.merge(to.instance(), part, (a, b) -> a | b);
    }

    void pause(Peer from, long part) {
        if (!up.contains(from.instance())) return;
        paused.merge(from.instance(), part, (a, b) -> a | b);
        env.links().pause(from);
    }

    /** Whoever pauses last is waited for. */
    void resume(Peer from, long part) {
        if (without(paused, from.instance(), part)) env.links().resume(from);
    }

    void close(Peer to, long part, String reason) {
        boolean isLast = to.isKnown() ? without(needed, to.instance(), part) : without(sought, to.address(), part);
        if (to.isKnown()) without(asked, to.instance(), part);
        if (isLast) env.links().close(to, reason);
    }

    /** Takes a part out of a set; true if it was the last one in it. */
    private static <K> boolean without(Map<K, Long> sets, K key, long part) {
        Long bits = sets.get(key);
        if (bits == null || (bits & part) == 0) return false;
        if (bits == part) sets.remove(key);
        else sets.put(key, bits & ~part);
        return bits == part;
    }
}
