package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.NodeId;
import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.antientropy.scuttlebutt.Company;
import io.hearsay.membership.Membership;
import io.hearsay.membership.Row;
import io.hearsay.sampling.UniformPeers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** Whom a full node gossips about its members' states with: the members, as membership believes them to be. */
final class MemberCompany implements Company {
    private final Membership membership;
    private final boolean welcomesStrangers;
    private final Peers live;
    private Set<Address> seeds = new LinkedHashSet<>();

    /**
     * The company of this view.
     *
     * @param welcomesStrangers whether a state may come before its owner is a member: where that is how members are met
     */
    MemberCompany(Membership membership, boolean welcomesStrangers) {
        this.membership = membership;
        this.welcomesStrangers = welcomesStrangers;
        this.live = new MemberPeers(membership);
    }

    void seeds(List<Address> addresses) {
        seeds = new LinkedHashSet<>(addresses);
    }

    @Override
    public Peers live() {
        return live;
    }

    @Override
    public Peers unreachable() {
        return others(row -> !row.isLive());
    }

    /** Those of the seeds whose process is known: the others are membership's to call. */
    @Override
    public Peers seeds() {
        return others(this::isSeed);
    }

    private Peers others(Predicate<Row> filter) {
        List<Peer> peers = membership.rows().stream()
                .filter(row -> row != membership.self() && filter.test(row))
                .map(membership::peer)
                .filter(Objects::nonNull)
                .toList();
        return new UniformPeers(peers, membership.self().id().instance());
    }

    private boolean isSeed(Row row) {
        return row.record().addresses().stream().anyMatch(seeds::contains);
    }

    @Override
    public boolean isSeed(Peer peer) {
        Row row = membership.ofInstance(peer.instance());
        return row != null && isSeed(row);
    }

    @Override
    public boolean knows(NodeId owner) {
        Row row = membership.row(owner.name());
        if (row != null && row.id().equals(owner)) return true;
        boolean isLater = row == null || owner.supersedes(row.id());
        return welcomesStrangers && isLater && membership.removalOf(owner) == null;
    }
}
