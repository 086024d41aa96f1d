package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.LinkCause;
import io.hearsay.Peer;
import io.hearsay.Protocol;
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
 * The parts of a composite: each has an environment of its own, their events come to the composite first, and links are
 * shared: one that a part closes stays as long as another needs it.
 *
 * <p>Links that come up and go down are told to all parts, since all may send on them; a link that never stood, or
 * stands already, is told only to those who asked for it; a window that opens, only to those who were told to wait.
 *
 * <pre>
 *   parts = new Parts(env, this::onEvent);
 *   swim = parts.add(own -> new Swim(config, own, membership));
 *   …
 *   public void linkUp(Peer peer) { parts.linkUp(peer); }
 *   public void receive(Peer from, Message message) { …; parts.settle(); }
 * </pre>
 *
 * <p>Bound: 63 parts; what is kept for a link goes with it.
 */
public final class Parts {
    private static final int MAX_PARTS = 63;

    private final Environment env;
    private final Consumer<Event> listener;
    private final List<Protocol<?, ?>> parts = new ArrayList<>();
    private final Deque<Event> events = new ArrayDeque<>();
    private boolean isSettling;

    /* Sets of parts are bits. Links are known by the peer's instance; those to a seed, until they stand, by address. */
    private final Set<Long> up = new LinkedHashSet<>();
    private final Map<Long, Long> needed = new LinkedHashMap<>();
    private final Map<Long, Long> asked = new LinkedHashMap<>();
    private final Map<Long, Long> waiting = new LinkedHashMap<>();
    private final Map<Address, Long> sought = new LinkedHashMap<>();

    /**
     * No parts yet.
     *
     * @param env the composite's own environment
     * @param listener hears each event of a part, after the part's handler; what is to go further up it emits itself
     */
    public Parts(Environment env, Consumer<Event> listener) {
        this.env = env;
        this.listener = listener;
    }

    /** Makes a part in an environment of its own. */
    public <P extends Protocol<?, ?>> P add(Function<Environment, P> maker) {
        if (parts.size() == MAX_PARTS)
            throw new IllegalStateException("a composite has at most " + MAX_PARTS + " parts");
        PartEnvironment own = new PartEnvironment(this, env, 1L << parts.size());
        P part = maker.apply(own);
        parts.add(part);
        return part;
    }

    /** An environment for what the parts share and is no protocol: its events, too, come to the composite first. */
    public Environment shared() {
        return new PartEnvironment(this, env, 0);
    }

    /** Hands the parts' events to the composite; the composite calls it at the end of each of its handlers. */
    public void settle() {
        if (isSettling) return;
        isSettling = true;
        try {
            Event event;
            while ((event = events.poll()) != null) listener.accept(event);
        } finally {
            isSettling = false;
        }
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
        }
        tell(stood ? -1L : askers, part -> part.linkDown(peer, cause));
    }

    private void tell(long bits, Consumer<Protocol<?, ?>> word) {
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
