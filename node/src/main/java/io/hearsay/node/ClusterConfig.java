package io.hearsay.node;

import io.hearsay.Address;
import io.hearsay.NodeId;
import io.hearsay.data.Retention;
import io.hearsay.data.map.MapsConfig;
import io.hearsay.data.map.MapsConfig.Durability;
import io.hearsay.data.map.MapsConfig.Quota;
import io.hearsay.dissemination.rumor.RumorConfig;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.phi.PhiConfig;
import io.hearsay.membership.swim.SwimConfig;
import io.hearsay.sampling.PeerBias;
import io.hearsay.stack.ClusterNodeConfig;
import io.hearsay.stack.FullMembershipConfig;
import io.hearsay.stack.NodeMapsConfig;
import io.hearsay.stack.PartialNodeConfig;
import io.hearsay.stack.StackConfig;
import io.hearsay.stack.TreeConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to join a cluster. Immutable: each {@code with…} gives another one and checks what it is given.
 *
 * <p>Begin with {@link #lan}, {@link #wan} or {@link #local} and the cluster's id, which has no default: clusters of
 * different ids never mix. A key has to be given, or {@link #insecure} written out.
 */
public final class ClusterConfig {
    private static final int KEY_BYTES = 32;

    private final String cluster;
    private final Profile profile;
    private final Values values;

    /** Which network the timings are made for. */
    enum Profile {
        LAN,
        WAN,
        LOCAL
    }

    /** All that has a default. Changed on a copy only, before a configuration holds it. */
    private static final class Values {
        private @Nullable String name;
        private SortedMap<String, String> tags = Collections.emptySortedMap();
        private List<Seed> seeds = List.of();
        private Address bind = Address.parse("[::]:" + Seed.DEFAULT_PORT);
        private List<Address> advertised = List.of();
        private List<byte[]> keys = List.of();
        private boolean isInsecure;
        private Keeping keeping = Keeping.NOTHING;
        private @Nullable NodeGroup group;
        private @Nullable MeterRegistry meters;
        private UnaryOperator<StackConfig> stack = config -> config;
        private UnaryOperator<ClusterNodeConfig> parts = config -> config;
        private MembershipChoice membership = MembershipChoice.FULL;

        Values copy() {
            Values copy = new Values();
            copy.name = name;
            copy.tags = tags;
            copy.seeds = seeds;
            copy.bind = bind;
            copy.advertised = advertised;
            copy.keys = keys;
            copy.isInsecure = isInsecure;
            copy.keeping = keeping;
            copy.group = group;
            copy.meters = meters;
            copy.stack = stack;
            copy.parts = parts;
            copy.membership = membership;
            return copy;
        }
    }

    private ClusterConfig(String cluster, Profile profile, Values values) {
        this.cluster = cluster;
        this.profile = profile;
        this.values = values;
    }

    /** Members within about a millisecond of each other. */
    public static ClusterConfig lan(String cluster) {
        return new ClusterConfig(cluster, Profile.LAN, new Values());
    }

    /** Members up to some hundred milliseconds apart. */
    public static ClusterConfig wan(String cluster) {
        return new ClusterConfig(cluster, Profile.WAN, new Values());
    }

    /** Members on one machine, in demonstrations and tests: quick to judge, bound to loopback and a free port. */
    public static ClusterConfig local(String cluster) {
        return new ClusterConfig(cluster, Profile.LOCAL, new Values()).withBind("127.0.0.1:0");
    }

    /** The node's name, unique in the cluster; default: the host's name and a suffix that the data directory keeps. */
    public ClusterConfig withName(String name) {
        NodeId.checkName(name);
        return with(v -> v.name = name);
    }

    /** One more tag, told to all members. */
    public ClusterConfig withTag(String key, String value) {
        SortedMap<String, String> tags = new TreeMap<>(values.tags);
        tags.put(key, value);
        return withTags(tags);
    }

    /** These tags, told to all members; at most 512 bytes when encoded. */
    public ClusterConfig withTags(Map<String, String> tags) {
        SortedMap<String, String> sorted = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        MemberRecord.checkTags(sorted);
        return with(v -> v.tags = sorted);
    }

    /**
     * Where first members may be found: {@code host[:port]}, {@code dns:name[:port]}, {@code file:path}. The port's
     * default is 7940. They are tried until one answers, and called again for ever after. None: others join this one.
     */
    public ClusterConfig withSeeds(String... seeds) {
        return withSeeds(List.of(seeds));
    }

    /** As {@link #withSeeds(String...)}. */
    public ClusterConfig withSeeds(List<String> seeds) {
        List<Seed> parsed = seeds.stream().map(Seed::parse).toList();
        return with(v -> v.seeds = parsed);
    }

    /**
     * Where to listen, UDP and TCP: an address literal and a port; port 0 takes a free one. Default {@code [::]:7940},
     * which is all addresses of both families where the host has both.
     */
    public ClusterConfig withBind(String address) {
        Address bind = Address.parse(address);
        return with(v -> v.bind = bind);
    }

    /**
     * The addresses that others are given, preferred first, at most four; default: found out, and logged with reasons.
     */
    public ClusterConfig withAdvertise(String... addresses) {
        if (addresses.length > MemberRecord.MAX_ADDRESSES)
            throw new IllegalArgumentException("at most " + MemberRecord.MAX_ADDRESSES
                    + " addresses can be advertised, was given " + addresses.length);
        List<Address> parsed = List.of(addresses).stream().map(Address::parse).toList();
        return with(v -> v.advertised = parsed);
    }

    /** The keys of a file, one to a line, 32 bytes in Base64; the first seals, all of them open. */
    public ClusterConfig withKeyFile(Path file) {
        return withKeys(KeyFile.read(file));
    }

    /** One key of 32 bytes. */
    public ClusterConfig withKey(byte[] key) {
        return withKeys(List.of(key));
    }

    /** These keys of 32 bytes; the first seals, all of them open. */
    public ClusterConfig withKeys(List<byte[]> keys) {
        List<byte[]> copies = new ArrayList<>();
        for (byte[] key : keys) {
            if (key.length != KEY_BYTES)
                throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes, this one has " + key.length);
            copies.add(key.clone());
        }
        return with(v -> {
            v.keys = Collections.unmodifiableList(copies);
            v.isInsecure = false;
        });
    }

    /** No key: whoever reaches the port can read everything and forge anything. The node warns when it starts. */
    public ClusterConfig insecure() {
        return with(v -> {
            v.keys = List.of();
            v.isInsecure = true;
        });
    }

    /**
     * Where the node keeps its name, epoch and past peers; default: nowhere, it forgets. One directory for each node.
     */
    public ClusterConfig withDataDirectory(Path directory) {
        return with(v -> v.keeping = v.keeping.withDirectory(directory));
    }

    /** In what form the data directory keeps it; default {@link StorageFactory#file}, for at most 5 MiB of maps. */
    public ClusterConfig withStorage(StorageFactory storage) {
        return with(v -> v.keeping = v.keeping.withStorage(storage));
    }

    /** Threads shared with other nodes of this JVM; default: a group of its own, which closes with the node. */
    public ClusterConfig withGroup(NodeGroup group) {
        return with(v -> v.group = group);
    }

    /** Where the node's figures are to be found under {@code hearsay.*} while it runs; default: nowhere. */
    public ClusterConfig withMeters(MeterRegistry registry) {
        return with(v -> v.meters = registry);
    }

    /** The largest datagram, 508..65,507 bytes; default 1,232. More than the path carries is lost in pieces. */
    public ClusterConfig withMtu(int bytes) {
        return withStack(config -> config.withMtuBytes(bytes));
    }

    /**
     * A cap on what the node may send, membership excepted, 16 KiB/s..4 GiB/s; default 16 MiB/s for {@link #lan}, 1
     * MiB/s for {@link #wan}.
     */
    public ClusterConfig withBudget(long bytesPerSecond) {
        return withStack(config -> config.withBudgetBytesPerSecond(bytesPerSecond));
    }

    /**
     * Whom this node prefers when it spreads events; default {@link PeerBias#UNIFORM}. A member's zone is its tag
     * {@code zone}, its distance its round-trip time. One that would cut zones off is reported and not followed.
     */
    public ClusterConfig withPeers(PeerBias bias) {
        return withParts(config -> config.withPeers(bias));
    }

    /**
     * What it means that a write to a map is done; default {@link Durability#NONE}, and {@link Durability#ASYNC} with a
     * data directory, without which nothing is stored.
     */
    public ClusterConfig withDurability(Durability durability) {
        return withMaps(state -> state.withDurability(durability));
    }

    /** How much the maps may hold; default {@link Quota#usual}, and 5 MiB in {@link StorageFactory#file}. */
    public ClusterConfig withMapQuota(Quota quota) {
        return withMaps(state -> state.withQuota(quota));
    }

    /** How long maps remember what was deleted; default {@link Retention#usual}. */
    public ClusterConfig withMapRetention(Retention retention) {
        return withMaps(state -> state.withRetention(retention));
    }

    /** How long a pass takes that reads all entries of maps anew, in the background; default 1 day. Zero: on demand. */
    public ClusterConfig withMapAudits(Duration pass) {
        return withParts(config ->
                config.withMaps(config.maps().withAudit(config.maps().audit().withPass(pass))));
    }

    private ClusterConfig withMaps(UnaryOperator<MapsConfig> change) {
        return withParts(config -> config.withMaps(
                config.maps().withState(change.apply(config.maps().state()))));
    }

    /**
     * Nobody knows everybody: each node keeps a few neighbours, and events spread along a tree over them. For clusters
     * too large for lists of members; {@link io.hearsay.cluster.Cluster#isPartial} says what such a node cannot answer.
     *
     * @throws IllegalArgumentException if something was set that is about full membership or rumors
     */
    public ClusterConfig withPartialMembership() {
        return with(v -> v.membership = v.membership.partial());
    }

    /**
     * Everybody knows everybody the Cassandra way: nobody is probed; once a second a node's heartbeat rises and travels
     * with what members say of themselves, and who is silent for too long, by phi over the intervals of its heartbeats,
     * is dead for whoever finds so. Slower to find the dead, about 18 s, and patient with pauses.
     *
     * @throws IllegalArgumentException if something was set that is about probes
     */
    public ClusterConfig withScuttlebuttMembership() {
        return with(v -> v.membership = v.membership.scuttlebutt());
    }

    /**
     * From which phi on a silent member is dead; above 0, at most 1,000, default 8: 18.4 usual intervals. More of it
     * forgives longer pauses, and finds the dead later.
     *
     * @throws IllegalArgumentException without {@link #withScuttlebuttMembership}
     */
    public ClusterConfig withPhiThreshold(double threshold) {
        return with(v -> v.membership = v.membership.phi(phi -> phi.withThreshold(threshold)));
    }

    /**
     * How many of a member's last intervals say what is usual, 1..100,000; default 1,000.
     *
     * @throws IllegalArgumentException without {@link #withScuttlebuttMembership}
     */
    public ClusterConfig withPhiWindow(int intervals) {
        return with(v -> v.membership = v.membership.phi(phi -> phi.withWindow(intervals)));
    }

    /** Members know each other, and events spread along a tree over a few links of each, not as rumors. */
    public ClusterConfig withEventsAlongTree() {
        return withParts(config -> config.withTree(Optional.of(tree())));
    }

    /** Events spread as rumors: the default of full membership. */
    public ClusterConfig withEventsAsRumors() {
        return withParts(config -> config.withTree(Optional.empty()));
    }

    private TreeConfig tree() {
        return profile == Profile.WAN ? TreeConfig.wan() : TreeConfig.lan();
    }

    /** How long the dead and the removed are remembered at most; default 7 days. */
    public ClusterConfig withMaxAbsence(Duration absence) {
        return withMembers(members -> members.withTable(members.table().withMaxAbsence(absence)));
    }

    /**
     * How many peers a node tells at once of an event that it has just heard, 1..8; default 3. More reaches all sooner
     * and bears more loss, and each is a copy per node and event.
     */
    public ClusterConfig withFanout(int peers) {
        return withParts(config -> config.withRumors(config.rumors().withFanout(peers)));
    }

    /**
     * How often each member probes another; default 1 s for {@link #lan}, 5 s for {@link #wan}, 500 ms for
     * {@link #local}. Probe time-out and suspicion keep their proportion to it, so give those afterwards. Less of it
     * finds the dead sooner, forgives shorter pauses, and costs bytes in proportion.
     */
    public ClusterConfig withPeriod(Duration period) {
        return withSwim(swim -> swim.withPeriod(period));
    }

    /** How long a probe waits before others are asked for help; at most the period, default half of it or so. */
    public ClusterConfig withProbeTimeout(Duration timeout) {
        return withSwim(swim -> swim.withProbes(swim.period(), timeout, swim.indirectProbes()));
    }

    /**
     * The least time that a suspect has to answer before it is given up; default 2.4 periods. A pause of a member up to
     * about this and a period is forgiven; so much longer lives a dead one.
     */
    public ClusterConfig withSuspicion(Duration least) {
        return withSwim(swim -> swim.withSuspicion(swim.suspicion().withFloor(least)));
    }

    /** How many members a node tells of changes among them in each round, 1..16; default 3, 4 for {@link #wan}. */
    public ClusterConfig withMembershipFanout(int members) {
        return withSwim(swim -> swim.withGossipFanout(members));
    }

    /** Events spread slowly, in rounds of this length and nothing else, so that one can watch; for demonstrations. */
    public ClusterConfig withSlowRumors(Duration round) {
        return withParts(config -> config.withRumors(RumorConfig.slowed(round)));
    }

    private ClusterConfig withSwim(UnaryOperator<SwimConfig> change) {
        return withMembers(members -> members.withSwim(change.apply(members.swim())))
                .with(v -> v.membership = v.membership.probing());
    }

    private ClusterConfig withMembers(UnaryOperator<FullMembershipConfig> change) {
        return withParts(config -> config.withMembers(change.apply(config.members())));
    }

    /** Tried at once, so that what is out of range is refused here. */
    private ClusterConfig withStack(UnaryOperator<StackConfig> change) {
        UnaryOperator<StackConfig> both = config -> change.apply(values.stack.apply(config));
        StackConfig unused = both.apply(StackConfig.lan(cluster));
        return with(v -> v.stack = both);
    }

    private ClusterConfig withParts(UnaryOperator<ClusterNodeConfig> change) {
        UnaryOperator<ClusterNodeConfig> both = config -> change.apply(values.parts.apply(config));
        ClusterNodeConfig unused = both.apply(preset());
        return with(v -> {
            v.parts = both;
            v.membership = v.membership.tuned();
        });
    }

    /** The cluster's id. */
    public String cluster() {
        return cluster;
    }

    /** How frames, links and the budget behave: the profile's, with what was changed. */
    StackConfig stack() {
        return values.stack.apply(
                switch (profile) {
                    case LAN -> StackConfig.lan(cluster);
                    case WAN -> StackConfig.wan(cluster);
                    case LOCAL -> StackConfig.local(cluster);
                });
    }

    /** How the parts behave: the profile's, with what was changed. */
    ClusterNodeConfig parts() {
        ClusterNodeConfig probing = values.parts.apply(preset());
        PhiConfig phi = values.membership.heartbeats();
        ClusterNodeConfig parts = phi == null ? probing : probing.withHeartbeats(phi);
        values.keeping.check(parts.maps().state());
        return parts;
    }

    boolean isPartial() {
        return values.membership.isPartial();
    }

    /** The same with partial membership. */
    PartialNodeConfig partialParts() {
        return profile == Profile.WAN ? PartialNodeConfig.wan() : PartialNodeConfig.lan();
    }

    private ClusterNodeConfig preset() {
        ClusterNodeConfig config = switch (profile) {
            case LAN -> ClusterNodeConfig.lan();
            case WAN -> ClusterNodeConfig.wan();
            case LOCAL -> ClusterNodeConfig.local();
        };
        NodeMapsConfig maps = config.maps().withSecret(MapsSecret.of(cluster));
        return config.withMaps(maps.withState(values.keeping.preset(maps.state())));
    }

    Optional<String> name() {
        return Optional.ofNullable(values.name);
    }

    SortedMap<String, String> tags() {
        return values.tags;
    }

    List<Seed> seeds() {
        return values.seeds;
    }

    Address bind() {
        return values.bind;
    }

    List<Address> advertised() {
        return values.advertised;
    }

    /** The keys; empty if this is insecure on purpose. */
    List<byte[]> keys() {
        if (values.keys.isEmpty() && !values.isInsecure)
            throw new IllegalArgumentException(
                    "cluster '" + cluster
                            + "' has no key; give withKeyFile(…) (`hearsay keys generate` makes a key), or write insecure() out");
        return values.keys;
    }

    Optional<Path> dataDirectory() {
        return values.keeping.place();
    }

    StorageFactory storage() {
        return values.keeping.storage();
    }

    Optional<NodeGroup> group() {
        return Optional.ofNullable(values.group);
    }

    Optional<MeterRegistry> meters() {
        return Optional.ofNullable(values.meters);
    }

    private ClusterConfig with(Consumer<Values> change) {
        Values changed = values.copy();
        change.accept(changed);
        return new ClusterConfig(cluster, profile, changed);
    }
}
