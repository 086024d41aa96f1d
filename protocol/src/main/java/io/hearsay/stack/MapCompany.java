package io.hearsay.stack;

import io.hearsay.Environment;
import io.hearsay.NodeId;
import io.hearsay.data.Acknowledged;
import io.hearsay.data.map.Company;
import io.hearsay.data.map.MapRule;
import io.hearsay.membership.Membership;
import io.hearsay.membership.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/** A node's members, as its maps see them. */
final class MapCompany implements Company {
    /** So long a node that has just started may not have been told of somebody whose keys it has. */
    private static final Duration NEWCOMER = Duration.ofMinutes(1);

    private final Membership membership;
    private final MapScopes scopes;
    private final MapMarks marks;
    private final Environment env;
    private final int sites;
    private final long startedNanos;

    /** Of a node that starts now. */
    MapCompany(Membership membership, MapScopes scopes, MapMarks marks, Environment env, int sites) {
        this.membership = membership;
        this.scopes = scopes;
        this.marks = marks;
        this.env = env;
        this.sites = sites;
        startedNanos = env.nowNanos();
    }

    @Override
    public NodeId self() {
        return membership.self().id();
    }

    @Override
    public long site() {
        return membership.self().nameHash();
    }

    @Override
    public SortedMap<String, String> tags() {
        return membership.self().record().tags();
    }

    /** This node or others, by their names: a restart changes nothing. */
    @Override
    public List<Long> sites(MapRule rule) {
        List<Row> others = scopes.holderRows(MapScopes.name(rule));
        Set<Long> chosen = new LinkedHashSet<>();
        while (chosen.size() < Math.min(sites, others.size() + 1)) {
            int i = env.random().nextInt(others.size() + 1);
            chosen.add((i == others.size() ? membership.self() : others.get(i)).nameHash());
        }
        return new ArrayList<>(chosen);
    }

    @Override
    public Acknowledged acknowledged(MapRule rule) {
        return marks.acknowledged(rule);
    }

    @Override
    public Life of(NodeId owner) {
        Row row = membership.row(owner.name());
        if (row != null && row.id().instance() == owner.instance()) return row.isLive() ? Life.LIVE : Life.AWAY;
        if (membership.removalOf(owner) != null || row != null && row.id().supersedes(owner)) return Life.OVER;
        boolean isNewcomer = env.nowNanos() - startedNanos < NEWCOMER.toNanos();
        return row != null || isNewcomer ? Life.AWAY : Life.UNKNOWN;
    }
}
