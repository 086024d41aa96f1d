package io.hearsay.antientropy.audit;

import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.antientropy.audit.AuditMessage.Copy;
import io.hearsay.antientropy.audit.AuditMessage.Fetch;
import io.hearsay.antientropy.audit.Finding.Outcome;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fetches right copies of entries that have rotted here, one entry after the other, each from whoever may have one
 * until one is right. Bound: 1,024 entries wait; what comes then is found again by a later audit.
 */
final class Repairs {
    private static final int MAX_WAITING = 1_024;

    private final AuditConfig config;
    private final Environment env;
    private final Holdings holdings;
    private final Consumer<Finding> listener;
    private final Map<Long, Rot> waiting = new LinkedHashMap<>(); // the first of them is being fetched
    private @Nullable Fetching fetching;
    private long attempts;

    private record Rot(long item, String name, Queue<Peer> holders) {}

    private record Fetching(Rot rot, Peer holder, long attempt) {}

    /** Nothing to repair yet; the listener hears what became of each entry, and who sent a wrong copy. */
    Repairs(AuditConfig config, Environment env, Holdings holdings, Consumer<Finding> listener) {
        this.config = config;
        this.env = env;
        this.holdings = holdings;
        this.listener = listener;
    }

    boolean isIdle() {
        return waiting.isEmpty();
    }

    /** Whether that is news. */
    boolean need(long item, List<Peer> holders) {
        if (waiting.size() == MAX_WAITING || waiting.containsKey(item)) return false;
        waiting.put(item, new Rot(item, holdings.name(item), new ArrayDeque<>(holders)));
        if (fetching == null) next();
        return true;
    }

    private void next() {
        fetching = null;
        while (!waiting.isEmpty()) {
            Rot rot = waiting.values().iterator().next();
            Peer holder = rot.holders.poll();
            if (holder != null) {
                fetching = new Fetching(rot, holder, ++attempts);
                env.schedule(config.patience(), new AuditTimer.Unfetched(attempts));
                env.links().open(holder);
                return;
            }
            end(rot, Outcome.UNHEALED);
        }
    }

    private void end(Rot rot, Outcome outcome) {
        waiting.remove(rot.item);
        listener.accept(new Finding(rot.item, rot.name, null, outcome));
    }

    /** A link is up, or takes messages again. */
    void linkReady(Peer peer) {
        if (fetching != null && peer.instance() == fetching.holder.instance())
            env.links().send(peer, new Fetch(fetching.rot.item));
    }

    void linkDown(Peer peer) {
        if (fetching != null && peer.instance() == fetching.holder.instance()) next();
    }

    void onCopy(Peer from, Copy copy) {
        if (fetching == null || from.instance() != fetching.holder.instance()) return;
        if (copy.item() != fetching.rot.item) return;
        Rot rot = fetching.rot;
        env.links().close(fetching.holder, "fetched");
        if (holdings.item(copy.entry()) == rot.item) end(rot, put(copy));
        else if (copy.entry().length > 0) listener.accept(new Finding(rot.item, rot.name, from, Outcome.NAMED));
        next();
    }

    private Outcome put(Copy copy) {
        if (holdings.reread(copy.item()) == null) return Outcome.OVERWRITTEN;
        return holdings.heal(copy.item(), copy.entry()) ? Outcome.HEALED : Outcome.UNHEALED;
    }

    void onUnfetched(AuditTimer.Unfetched timer) {
        if (fetching == null || fetching.attempt != timer.attempt()) return;
        env.links().close(fetching.holder, "no copy came");
        next();
    }
}
