package io.hearsay.stack;

import io.hearsay.NodeId;
import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.antientropy.AntiEntropyMessage;
import io.hearsay.antientropy.Exchange;
import io.hearsay.antientropy.Reconciler;
import io.hearsay.antientropy.ReconcilerTimer;
import io.hearsay.antientropy.Rounds;
import io.hearsay.antientropy.RoundsTimer;
import io.hearsay.antientropy.Scope;
import io.hearsay.antientropy.audit.AuditCounts;
import io.hearsay.antientropy.audit.AuditMessage;
import io.hearsay.antientropy.audit.AuditReport;
import io.hearsay.antientropy.audit.AuditTimer;
import io.hearsay.antientropy.audit.Auditor;
import io.hearsay.data.Bytes;
import io.hearsay.data.Crdt;
import io.hearsay.data.map.Author;
import io.hearsay.data.map.MapCounts;
import io.hearsay.data.map.MapPolicy;
import io.hearsay.data.map.MapReader;
import io.hearsay.data.map.MapRule;
import io.hearsay.data.map.MapSummary;
import io.hearsay.data.map.MapTimer;
import io.hearsay.data.map.Maps;
import io.hearsay.data.map.Write;
import io.hearsay.dissemination.rumor.Heard;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.Membership;
import io.hearsay.membership.Row;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A full node's replicated maps: what is written spreads as a rumor and is repaired by reconciling. Commands are called
 * like handlers, by the node's own thread.
 *
 * <p>Writes are rumors under a topic of their own rather than messages of their own: the mill reaches all but surely,
 * stops when all know, carries what is larger than a packet, and is measured. What it refuses or misses is not lost,
 * for rounds of reconciling find it.
 */
public final class NodeMaps {
    /** The topic of writes; no user may publish in it. */
    public static final String TOPIC = "$maps";

    private final Parts parts;
    private final Membership membership;
    private final Maps maps;
    private final MapScopes scopes;
    private final MapMarks marks;
    private final MapInventory inventory;
    private final Reconciler reconciler;
    private final Rounds rounds;
    private final Auditor auditor;

    NodeMaps(
            NodeMapsConfig config,
            Parts parts,
            Membership membership,
            Peers peers,
            Maps.Spreader spreader,
            SortedMap<String, byte[]> restored) {
        this.parts = parts;
        this.membership = membership;
        scopes = new MapScopes(config.secret(), membership, peers);
        inventory = new MapInventory(config.secret(), scopes);
        int sites = config.state().retention().sites();
        marks = new MapMarks(config.state(), membership, parts.shared());
        MapCompany company = new MapCompany(membership, scopes, marks, parts.shared(), sites);
        Maps.Spreader spreads = changes -> peers.size() == 0 || spreader.spread(changes); // who comes is visited
        maps = parts.add(MapTimer.class, own -> new Maps(config.state(), own, company, inventory, spreads, restored));
        inventory.of(maps, this::ensureRounds);
        marks.of(maps, restored);
        reconciler = parts.add(
                AntiEntropyMessage.class,
                ReconcilerTimer.class,
                own -> new Reconciler(config.reconciler(), own, scopes, inventory, marks));
        rounds = parts.add(
                RoundsTimer.class, own -> new Rounds(config.rounds(), own, scopes, scopes::holders, reconciler));
        auditor = parts.add(
                AuditMessage.class,
                AuditTimer.class,
                own -> new Auditor(config.audit(), own, scopes::holders, inventory));
    }

    private void ensureRounds() {
        rounds.ensureRounds();
    }

    /** The map of this name, made if need be; any thread may read it. Fails as {@link Maps#open} says. */
    public <C extends Crdt<C>> MapReader<C> open(String name, MapPolicy<C> policy, @Nullable MapRule rule) {
        return maps.open(name, policy, rule);
    }

    /** The same, whoever holds it. */
    public <C extends Crdt<C>> MapReader<C> open(String name, MapPolicy<C> policy) {
        return maps.open(name, policy, null);
    }

    /** Writes; fails as {@link Maps#write} says. */
    public <C extends Crdt<C>> Write write(
            String name, MapPolicy<C> policy, @Nullable MapRule rule, Bytes key, BiFunction<C, Author, C> change) {
        Write write = maps.write(name, policy, rule, key, change);
        rounds.ensureRounds();
        parts.settle();
        return write;
    }

    /** Whether a rumor is one of the writes, which then need not go further. */
    boolean heard(Heard heard) {
        if (!heard.rumor().topic().equals(TOPIC)) return false;
        long from = heard.rumor().id().origin();
        if (from != membership.self().id().instance()) maps.heard(heard.rumor().payload(), from);
        rounds.ensureRounds();
        return true;
    }

    /** Somebody has come or gone: what it owns is read here or no longer. */
    void report(MemberEvent event) {
        if (event instanceof MemberEvent.Joined joined) arrived(joined.member());
        else if (event instanceof MemberEvent.Returned returned) arrived(returned.member());
        else if (event instanceof MemberEvent.Died died) maps.look(died.member().name());
        else if (event instanceof MemberEvent.Left left) maps.look(left.member().name());
        else if (event instanceof MemberEvent.Changed changed) changed(changed.member());
        else if (event instanceof MemberEvent.Forgotten forgotten)
            forgotten(forgotten.member().name());
    }

    private void forgotten(String name) {
        maps.look(name);
        marks.forgotten(name);
    }

    private void arrived(Member member) {
        maps.look(member.name());
        Row row = membership.row(member.name());
        Peer peer = row == null ? null : membership.peer(row);
        if (peer != null) rounds.arrived(peer);
    }

    /** Somebody's tags may have changed, and with them what is to be held there. */
    private void changed(Member member) {
        Row row = membership.row(member.name());
        Peer peer = row == null || row == membership.self() ? null : membership.peer(row);
        if (peer != null) rounds.changed(peer);
    }

    /** This node's tags may have changed, and with them what is to be held here. */
    void retagged() {
        maps.retagged();
        for (String scope : scopes.letGo()) {
            reconciler.dropped(scope);
            marks.dropped(scope);
        }
    }

    /**
     * Reconciles with a member now; false if it is being done, or as much as may be.
     *
     * @throws IllegalArgumentException if nobody of that name is known
     */
    public boolean reconcile(String member) {
        return repair(member).isPresent();
    }

    /** The same; says the number of the exchange. */
    public OptionalLong repair(String member) {
        return begin(member, null);
    }

    /** What a comparison is to find, in one map or, by an empty name, in all. */
    public Comparison comparison(String map) {
        return new Comparison(maps, inventory, map);
    }

    /** As {@link #repair}, but has the difference looked at and changes nothing. */
    public OptionalLong compare(String member, Comparison comparison) {
        return begin(member, comparison);
    }

    private OptionalLong begin(String member, @Nullable Comparison comparison) {
        Row row = membership.row(member);
        Peer peer = row == null ? null : membership.peer(row);
        if (peer == null) throw new IllegalArgumentException("nobody named '" + member + "' is known here");
        OptionalLong exchange = reconciler.begin(peer, comparison);
        parts.settle();
        return exchange;
    }

    /** Sessions of reconciling as {@link Reconciler#exchanges} tells them. */
    public List<Exchange> exchanges() {
        return reconciler.exchanges();
    }

    /** Ends a session; as {@link Reconciler#cancel}. */
    public boolean cancel(long exchange) {
        boolean ends = reconciler.cancel(exchange);
        parts.settle();
        return ends;
    }

    /** Reads all entries anew and has peers do so; as {@link Auditor#audit}. */
    public OptionalLong audit() {
        OptionalLong audit = auditor.audit();
        parts.settle();
        return audit;
    }

    /** The audit that was asked for last; as {@link Auditor#latest}. */
    public Optional<AuditReport> latestAudit() {
        return auditor.latest();
    }

    /** What audits have done. */
    public AuditCounts auditCounts() {
        return auditor.counts();
    }

    /** Whether keys of this owner can be read here. For any thread. */
    public boolean isLive(NodeId owner) {
        return maps.isLive(owner);
    }

    /** All that they count. */
    public MapStats stats() {
        return new MapStats(maps.counts(), reconciler.counts(), auditor.counts());
    }

    /** The member that runs, or ran, under this instance; the instance where nobody is known by it. */
    public String name(long instance) {
        Row row = membership.ofInstance(instance);
        return row == null ? "process " + Long.toHexString(instance) : row.name();
    }

    /** All maps, in the order of names. */
    public List<MapSummary> summaries() {
        return maps.summaries();
    }

    /** What they hold and have done. */
    public MapCounts counts() {
        return maps.counts();
    }

    /**
     * The exclusive or of the hashes of all entries of this rule: two nodes share it exactly when they hold the same.
     */
    public long digest(MapRule rule) {
        Scope scope = scopes.named(MapScopes.name(rule));
        return scope == null ? 0 : scope.items().sum();
    }
}
