package io.hearsay.stack;

import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.antientropy.ItemSet;
import io.hearsay.antientropy.Scope;
import io.hearsay.antientropy.Scopes;
import io.hearsay.antientropy.SipHash;
import io.hearsay.antientropy.merkle.HashTree;
import io.hearsay.antientropy.merkle.Merkle;
import io.hearsay.antientropy.riblt.CodedSymbols;
import io.hearsay.antientropy.riblt.Riblt;
import io.hearsay.data.map.MapRule;
import io.hearsay.membership.Membership;
import io.hearsay.membership.Row;
import io.hearsay.sampling.UniformPeers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The scopes in which maps are compared: the maps of one rule are one, for the same members hold them. Bound: 65 of
 * them, as many as there may be maps, and one for those that everybody holds.
 */
final class MapScopes implements Scopes {
    private static final int MAX = 65;

    private final SipHash secret;
    private final Membership membership;
    private final Peers everybody;
    private final Map<String, Held> held = new TreeMap<>(); // what everybody holds has the empty name, the first one

    private record Held(Scope scope, HashTree tree) {}

    /** No items yet. */
    MapScopes(SipHash secret, Membership membership, Peers everybody) {
        this.secret = secret;
        this.membership = membership;
        this.everybody = everybody;
        held(Scope.ALL);
    }

    /** How the scope of a rule's maps is called. */
    static String name(MapRule rule) {
        return rule.equals(MapRule.ALL) ? Scope.ALL : rule.toString();
    }

    private static @Nullable MapRule rule(String name) {
        try {
            MapRule rule = name.equals(Scope.ALL) ? MapRule.ALL : MapRule.of(name);
            return name(rule).equals(name) ? rule : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private Held held(String name) {
        return held.computeIfAbsent(name, made -> {
            HashTree tree = new HashTree();
            CodedSymbols symbols = new CodedSymbols(secret);
            ItemSet items = new ItemSet(tree, symbols);
            return new Held(new Scope(made, items, List.of(new Riblt(symbols), new Merkle(tree))), tree);
        });
    }

    /** The items of a scope that this node is to hold. */
    ItemSet items(String scope) {
        return held(scope).scope.items();
    }

    /** The same items, with the keys of the entries that they stand for. */
    HashTree tree(String scope) {
        return held(scope).tree;
    }

    /** Those that this node holds. */
    Set<String> names() {
        return held.keySet();
    }

    /** The first items of a scope from this one on, ascending as unsigned numbers; none if it is not held here. */
    long[] items(String scope, long from, int atMost) {
        Held found = held.get(scope);
        return found == null ? new long[0] : found.tree.items(from, atMost);
    }

    /** How many items there are in all of them. */
    long count() {
        return held.values().stream()
                .mapToLong(each -> each.scope.items().count())
                .sum();
    }

    /** Forgets those whose rules this node's tags no longer meet; their names. */
    List<String> letGo() {
        List<String> gone = new ArrayList<>();
        for (String name : held.keySet()) if (!isMetBy(name, membership.self())) gone.add(name);
        held.keySet().removeAll(gone);
        return gone;
    }

    @Override
    public List<Scope> all() {
        return held.values().stream().map(Held::scope).toList();
    }

    /** One of which this node has nothing yet is made, as it may have been told of late that it is to hold it. */
    @Override
    public @Nullable Scope named(String name) {
        boolean mayBe = held.containsKey(name) || held.size() < MAX && isMetBy(name, membership.self());
        return mayBe ? held(name).scope : null;
    }

    @Override
    public boolean isHeldBy(Peer peer, String name) {
        Row row = membership.ofInstance(peer.instance());
        return name.equals(Scope.ALL) || row != null && isMetBy(name, row);
    }

    /** Whether a member is to hold what has this name. */
    static boolean isMetBy(String name, Row row) {
        MapRule rule = rule(name);
        return rule != null && rule.isMetBy(row.record().tags());
    }

    /** The others that are to hold what has this name. */
    Peers holders(String name) {
        if (name.equals(Scope.ALL)) return everybody;
        List<Peer> peers = holderRows(name).stream()
                .map(membership::peer)
                .filter(Objects::nonNull)
                .toList();
        return new UniformPeers(peers, membership.self().id().instance());
    }

    /** The live ones of them. */
    List<Row> holderRows(String name) {
        List<Row> others = membership.others();
        return name.equals(Scope.ALL)
                ? others
                : others.stream().filter(row -> isMetBy(name, row)).toList();
    }
}
