package io.hearsay.node;

import io.hearsay.Address;
import io.hearsay.membership.keys.KeyRing;
import io.hearsay.membership.keys.KeyRotation;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Tries each thing that a node needs to meet its cluster, without joining: every seed is looked up, called by TCP under
 * the cluster's seal, asked by UDP, and asked again with the largest datagram that the node would send.
 *
 * <p>It sends what nodes send, so a firewall, another cluster id or another key stops it as it stops them. It changes
 * no state anywhere and is no member. Blocks for up to about eight seconds, however many seeds there are; bound: 256
 * addresses.
 */
public final class Doctor {
    private static final Instant HEARSAY_BEGAN = Instant.parse("2026-01-01T00:00:00Z");
    private static final NodeLog SILENT = NodeLog.silent();

    private final ClusterConfig config;
    private final KeyRing keys;
    private final List<Finding> findings = new ArrayList<>();

    private Doctor(ClusterConfig config) {
        this.config = config;
        this.keys = keys(config);
    }

    /** Looks at a configuration with which no node runs yet; listens at its very port. */
    public static List<Finding> beforeStart(ClusterConfig config) {
        return new Doctor(config).examine(true);
    }

    /** Looks at the configuration of a node that runs; listens at a free port beside it. */
    public static List<Finding> whileRunning(ClusterConfig config) {
        return new Doctor(config).examine(false);
    }

    private List<Finding> examine(boolean atOwnPort) {
        findings.add(Finding.good("cluster", config.cluster(), "in every frame; nodes with another id are strangers"));
        findings.add(key());
        findings.add(clock(Instant.now().truncatedTo(ChronoUnit.SECONDS)));
        Set<Address> addresses = resolve();
        try (NodeGroup group = NodeGroup.of(1, 1);
                Greeter greeter = listen(group, addresses, atOwnPort)) {
            reach(greeter, addresses);
        }
        return List.copyOf(findings);
    }

    /** Those of the file, and what the cluster has ordered since, where a data directory tells. */
    private static KeyRing keys(ClusterConfig config) {
        KeyRing ring = KeyRing.of(config.keys());
        config.dataDirectory()
                .map(directory -> Journal.look(directory, config.storage()).get(KeyRotation.KEYS_KEY))
                .ifPresent(stored -> KeyRotation.restore(ring, stored));
        return ring;
    }

    private Finding key() {
        if (!keys.isSecure())
            return Finding.doubtful("key", "none", "insecure: whoever reaches the port can read and forge everything");
        int more = keys.ids().size() - 1;
        String others = more == 0 ? "" : ", and " + more + " more are understood";
        boolean isOrdered = keys.current() != KeyRing.number(config.keys().get(0));
        return Finding.good(
                "key",
                KeyRing.fingerprint(keys.current()),
                "seals" + (isOrdered ? ", as was ordered since the key file was written" : "")
                        + "; all nodes must show one that they share" + others);
    }

    /** No node's clock is compared with another's, but one that stands at its factory setting numbers lives badly. */
    static Finding clock(Instant now) {
        if (now.isBefore(HEARSAY_BEGAN))
            return Finding.bad(
                    "clock",
                    now.toString(),
                    "before Hearsay was written; lives are numbered by its seconds, so a restart without a data"
                            + " directory looks like the past: set the clock");
        return Finding.good("clock", now.toString(), "numbers this node's lives; never compared with another's");
    }

    // Seeds.

    private Set<Address> resolve() {
        Set<Address> all = new LinkedHashSet<>();
        SeedSource source = new SeedSource(InetAddress::getAllByName, SILENT);
        for (Seed seed : config.seeds()) {
            List<Address> found = source.resolve(List.of(seed));
            all.addAll(found);
            findings.add(resolved(seed, found));
        }
        if (config.seeds().isEmpty())
            findings.add(Finding.doubtful(
                    "resolve", "no seeds", "the node waits until others call it; --join names some to call"));
        return all.stream().limit(SeedSource.MAX_ADDRESSES).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Finding resolved(Seed seed, Collection<Address> found) {
        if (!found.isEmpty())
            return Finding.good(
                    "resolve",
                    seed.toString(),
                    found.stream().map(Address::toString).collect(Collectors.joining(", ")));
        return Finding.bad(
                "resolve",
                seed.toString(),
                seed instanceof Seed.Listed
                        ? "cannot be read, or names nobody; it is read again every second until somebody answers"
                        : "has no address; check the spelling and this host's name server");
    }

    // This node's own port.

    private Greeter listen(NodeGroup group, Set<Address> seeds, boolean atOwnPort) {
        Address bind = ThisHost.bindable(config.bind());
        if (!atOwnPort) return Greeter.open(group, config, keys, bind.withPort(0));
        try {
            Greeter greeter = Greeter.open(group, config, keys, bind);
            findings.add(Finding.good("listen", greeter.address().toString(), advertised(greeter.address(), seeds)));
            return greeter;
        } catch (UncheckedIOException e) {
            findings.add(Finding.bad("listen", bind.toString(), String.valueOf(e.getMessage())));
            return Greeter.open(group, config, keys, ThisHost.bindable(Address.parse("[::]:0")));
        }
    }

    private String advertised(Address bound, Set<Address> seeds) {
        Advertised advertised = Advertised.choose(bound, config.advertised(), List.copyOf(seeds), new ThisHost());
        return "free for UDP and TCP; others would be given "
                + advertised.addresses().stream().map(Address::toString).collect(Collectors.joining(", ")) + " ("
                + String.join("; ", advertised.reasons()) + ")";
    }

    // The way there and back, to all seeds at once.

    private void reach(Greeter greeter, Set<Address> addresses) {
        ExecutorService callers = Executors.newCachedThreadPool();
        try {
            Map<Address, CompletableFuture<List<Finding>>> answers = new LinkedHashMap<>();
            for (Address address : addresses)
                answers.put(
                        address, CompletableFuture.supplyAsync(() -> new Reach(greeter, address).findings(), callers));
            answers.values().forEach(answer -> findings.addAll(answer.join()));
        } finally {
            callers.shutdown();
        }
    }
}
