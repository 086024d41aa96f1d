package io.hearsay.cluster;

import io.hearsay.membership.keys.KeyEvent.KeyReport;
import io.hearsay.membership.keys.MemberKeys;
import io.hearsay.stack.NodeKeys;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.ToLongFunction;

/**
 * The keys of a cluster, changed while it runs: install a new one, use it, remove the old one.
 *
 * <p>Each order acts on the whole cluster. Its stage is done when all live members have confirmed that they have done
 * and stored it, or after some seconds, with a report of who has not; it goes on reaching those, whatever becomes of
 * this node, and may be given again. A stage fails with {@link IllegalStateException} where the order would cut
 * somebody off or there are no keys, and with {@link IllegalArgumentException} for a key that is none or is not held
 * here; then nothing has changed. Every method may be called from every thread and every listener.
 */
public final class Keys {
    private final NodeKeys keys;
    private final Host host;
    private final Awaited awaited;
    private final Map<Long, CompletableFuture<KeyReport>> reports = new TreeMap<>(); // the node's thread alone

    Keys(NodeKeys keys, Host host, Awaited awaited) {
        this.keys = keys;
        this.host = host;
        this.awaited = awaited;
    }

    /**
     * Which keys each member holds by its own last word, the dead included; fingerprints, never keys.
     *
     * @throws IllegalStateException if there are no keys
     */
    public List<MemberKeys> members() {
        return awaited.ask(keys::members);
    }

    /**
     * Has all members open what is sealed with one more key.
     *
     * @param key 32 bytes
     */
    public CompletionStage<KeyReport> install(byte[] key) {
        byte[] copy = key.clone();
        return order(node -> node.install(copy));
    }

    /**
     * Has all members seal with the key of this fingerprint; fails if a live one has not confirmed that it holds it.
     */
    public CompletionStage<KeyReport> use(String fingerprint) {
        return order(node -> node.use(fingerprint));
    }

    /**
     * Has all members drop the key of this fingerprint.
     *
     * @param force false: fails if a member, dead ones included, has not confirmed that it seals with another key;
     *     true: removes it all the same, and reports who is locked out
     */
    public CompletionStage<KeyReport> remove(String fingerprint, boolean force) {
        return order(node -> node.remove(fingerprint, force));
    }

    private CompletionStage<KeyReport> order(ToLongFunction<NodeKeys> order) {
        CompletableFuture<KeyReport> report = awaited.answer();
        host.run(() -> {
            try {
                reports.put(order.applyAsLong(keys), report);
            } catch (IllegalArgumentException | IllegalStateException refused) {
                host.deliver(() -> report.completeExceptionally(refused));
            }
        });
        return report.copy();
    }

    void reported(KeyReport report) {
        CompletableFuture<KeyReport> waiting = reports.remove(report.command());
        if (waiting != null) host.deliver(() -> waiting.complete(report));
    }
}
