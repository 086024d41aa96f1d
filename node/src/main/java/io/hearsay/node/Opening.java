package io.hearsay.node;

import io.hearsay.Address;
import io.hearsay.NodeId;
import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.Ending;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.keys.KeyRing;
import io.hearsay.stack.ClusterNode;
import io.hearsay.stack.Node;
import io.hearsay.stack.PartialNode;
import io.hearsay.stack.Stack;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;

/** Puts one node together, from its threads up to its handle; what was opened is closed again if a step fails. */
final class Opening {
    private static final int LISTENER_THREADS = 16;
    private static final int WIRE_VERSION = 1;

    private final ClusterConfig config;
    private final SecureRandom random = new SecureRandom();
    private final CarrierStats carrierStats = new CarrierStats();
    private final NodeGroup group;
    private final boolean ownsGroup;

    Opening(ClusterConfig config) {
        this.config = config;
        config.keys(); // says that a key is missing before anything is opened
        ownsGroup = config.group().isEmpty();
        group = config.group().orElseGet(() -> NodeGroup.of(1, LISTENER_THREADS));
    }

    Cluster open() {
        try {
            return withJournal(journal());
        } catch (RuntimeException e) {
            closeGroup();
            throw e;
        }
    }

    private Journal journal() {
        return config.dataDirectory()
                .map(directory -> Journal.open(directory, config.storage(), group.blocking()))
                .orElseGet(() -> Journal.inMemory(group.blocking()));
    }

    private Cluster withJournal(Journal journal) {
        try {
            NodeId id = Life.begin(config.name(), journal, System.currentTimeMillis() / 1_000, random);
            NodeLog log = new NodeLog(config.cluster(), id.name());
            SocketConfig sockets = SocketConfig.of(bind(log), config.stack().mtuBytes());
            return start(id, new NettyCarrier(group, sockets, journal, carrierStats, log), journal, log);
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    private Cluster start(NodeId id, NettyCarrier carrier, Journal journal, NodeLog log) {
        if (!config.keys().isEmpty()) CipherWarmUp.begin();
        KeyRing ring = KeyRing.of(config.keys());
        List<Integer> given = ring.sealingFirst();
        Stack stack = new Stack(
                config.stack().withPort(carrier.address().port()),
                id.instance(),
                ring,
                new AesGcmSealer(),
                carrier,
                config.isPartial() ? PartialNode.codec() : ClusterNode.codec());
        MemberRecord self = record(id, carrier.address(), log);
        Node node = config.isPartial()
                ? new PartialNode(config.partialParts(), stack, self)
                : new ClusterNode(config.parts(), stack, ring, self, journal.values());
        NodeHost host = new NodeHost(carrier, stack, group, () -> release(journal), log);
        SeedSource source = new SeedSource(InetAddress::getAllByName, log);
        SeedCalls seeds = new SeedCalls(
                config.seeds(), source, group.blocking(), host, node, new SplittableRandom(id.instance()), log);
        Narrator narrator = new Narrator(node::isJoined, log);
        host.onEvent(narrator::event);
        stack.onReject(narrator::rejected);
        Cluster cluster = Cluster.over(config.cluster(), stack, node, host);
        carrier.start(
                stack,
                host::event,
                () -> {
                    stack.run(node);
                    stack.execute(seeds::start);
                },
                failure -> broken(cluster, host, failure, log));
        narrator.started(id, carrier.address(), config.keys().isEmpty());
        if (!ring.sealingFirst().equals(given)) narrator.keysRestored(ring);
        config.meters().ifPresent(registry -> meter(cluster, journal, registry));
        return cluster;
    }

    private void meter(Cluster cluster, Journal journal, MeterRegistry registry) {
        NodeMeters meters = new NodeMeters(cluster, carrierStats, journal, cluster.stats());
        meters.bindTo(registry);
        CompletionStage<Void> unused = cluster.ended().thenAccept(ending -> meters.removeFrom(registry));
    }

    private static void broken(Cluster cluster, NodeHost host, Throwable failure, NodeLog log) {
        log.error("an invariant broke; this node closes", failure);
        host.deliver(() -> cluster.end(new Ending(Ending.Reason.BROKEN, failure.toString())));
    }

    private MemberRecord record(NodeId id, Address bound, NodeLog log) {
        List<Address> seeds = config.seeds().stream()
                .filter(Seed.Literal.class::isInstance)
                .map(seed -> ((Seed.Literal) seed).address())
                .toList();
        Advertised advertised = Advertised.choose(bound, config.advertised(), seeds, new ThisHost());
        log.info("advertises {}: {}", advertised.addresses(), String.join("; ", advertised.reasons()));
        return MemberRecord.of(id, 0, advertised.addresses(), config.tags(), WIRE_VERSION, WIRE_VERSION);
    }

    private Address bind(NodeLog log) {
        Address bindable = ThisHost.bindable(config.bind());
        if (!bindable.equals(config.bind())) log.info("this host has no IPv6 address; listens on IPv4 alone");
        return bindable;
    }

    private void release(Journal journal) {
        journal.close();
        closeGroup();
    }

    private void closeGroup() {
        if (ownsGroup) group.close();
    }
}
